"""Working days, and deadlines counted by them (民法典 art. 200-204, and 工作日 by the notices).

A year's holidays are known when the State Council's notice is out (放假安排, each November).
Until then the year is "not published yet": Saturdays and Sundays are taken as rest days, and
every deadline that touches the year says it is provisional.
"""
