"""Writes of subscriptions: asking, confirming, changing, ending, and telling."""
