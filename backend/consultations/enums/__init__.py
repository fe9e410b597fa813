"""Kinds and states of consultations and of the clauses of a draft."""
