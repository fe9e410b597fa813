"""Writes of the room: one verb, one transaction."""
