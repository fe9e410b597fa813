"""Reads a catalogue out of somebody's table, without a database and without guessing in silence.

`headers` tells what columns are called, `cells` and `units` what the cells say, `damage` what is
broken, `reading` puts it together: every row with its problems, and a draft where there is none.
"""
