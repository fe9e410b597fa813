"""Clocks for staff: what each room has waiting becomes a task with its day, yellow or red (B53).

Yellow is shown from one working day before a limit, red from the first day over. Some waiting is
an alarm by itself: opinions nobody answers, a consultation nobody speaks to, a calendar that is
only provisional.
"""
