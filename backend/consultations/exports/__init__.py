"""What of a consultation can be taken away: its published opinions, and what became of them."""
