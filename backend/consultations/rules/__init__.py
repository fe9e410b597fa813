"""What a consultation must be: pure functions."""
