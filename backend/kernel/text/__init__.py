"""Text as people write it: made plain, personal data found by its shape, cut into words."""
