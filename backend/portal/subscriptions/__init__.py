"""Subscriptions without an account: to a matter, a unit, a topic, a town, a kind of news, or all.

What is told is counted from a place in the journal, never from a time: a worker that stood still
loses nothing and repeats nothing.
"""
