"""Reads for subscriptions: what there is to hear of, its news, and who hears of it."""
