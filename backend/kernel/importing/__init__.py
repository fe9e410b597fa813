"""Strangers' tables on their way in: what was meant is found, nothing is guessed in silence.

A room brings a `Meaning` (what a column may hold), a `Vocabulary` (what people call the columns)
and what its rows become; finding the header, naming columns and correcting rows are the same.
"""
