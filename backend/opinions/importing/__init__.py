"""Reads opinions out of a clerk's table, without a database and without guessing in silence.

`headers` tells what columns are called, `cells` and `times` what the cells say, `rows` puts one
row together and `reading` the table: every row with its problems, and a draft where there is none.
"""
