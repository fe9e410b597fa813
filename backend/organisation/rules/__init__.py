"""What may be done and what may not: pure, no clock, no database."""
