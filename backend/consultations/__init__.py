"""Consultations (意见征集): a draft put to the public, its clauses, its period and its result.

A consultation is drafted, published with draft, drafting note, ways and period, open until its last
day, then waits for the feedback that the office owes, and ends with the adoption report and the
final text beside the opinions that changed it.
"""
