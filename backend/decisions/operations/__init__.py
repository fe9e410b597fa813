"""Writes of the catalogue: one verb, one function, one transaction."""
