"""What became of each valid opinion, as one piece of SQL that lists, counts and freezes alike.

It says the same as `rules.answers`, over ten thousand opinions in one statement; a test holds the
two against each other.
"""

# An opinion is valid unless it was withdrawn, is a duplicate, or a rule leaves nothing to answer.
IS_VALID = (
    "o.state NOT IN ('duplicate', 'withdrawn')"
    " AND (o.state <> 'withheld'"
    " OR (SELECT r.is_answered FROM moderation_rule r WHERE r.id = o.rule))"
)
IS_UNGROUPED = " AND ".join(  # noqa: FLY002 - one condition a line reads better
    (
        IS_VALID,
        "NOT EXISTS (SELECT FROM opinion_point_member m WHERE m.opinion = o.id)",
        "NOT EXISTS (SELECT FROM opinion_disposition d WHERE d.opinion = o.id)",
    )
)
COMBINED = """
CASE count(*) WHEN 1 THEN min(p.reason)
    ELSE string_agg(p.title || '：' || p.reason, E'\\n' ORDER BY p.position)
         FILTER (WHERE p.reason <> '') END
"""
# Blanks: the subject, twice.
SAID = f"""
said AS (
    SELECT m.opinion, count(*) AS points,
           count(*) FILTER (WHERE p.result = '') AS unanswered,
           bool_or(m.is_dissenting) AS is_dissenting,
           count(DISTINCT p.result) FILTER (WHERE p.result <> '') AS results,
           min(p.result) FILTER (WHERE p.result <> '') AS result,
           coalesce({COMBINED}, '') AS reason
    FROM opinion_point_member m JOIN opinion_point p ON p.id = m.point
    WHERE p.subject = {{}} GROUP BY m.opinion
)
"""  # noqa: S608 - constants of ours
OF_POINTS = """
CASE WHEN s.points IS NULL OR s.unanswered > 0 OR s.is_dissenting THEN NULL
     WHEN s.results = 1 THEN s.result ELSE 'partly_adopted' END
"""
EFFECTIVE = f"""
{SAID},
answered AS (
    SELECT o.id, o.state, o.channel, coalesce(s.points, 0) AS points,
           coalesce(s.is_dissenting, FALSE) AND d.id IS NULL AS is_dissenting,
           d.id IS NOT NULL AS is_own, coalesce(s.results, 0) > 1 AND d.id IS NULL AS is_mixed,
           coalesce(d.result, {OF_POINTS}) AS result,
           CASE WHEN d.id IS NULL THEN coalesce(s.reason, '') ELSE d.reason END AS reason
    FROM opinion o
    LEFT JOIN said s ON s.opinion = o.id
    LEFT JOIN opinion_disposition d ON d.opinion = o.id
    WHERE o.subject = {{}} AND {IS_VALID}
)
"""  # noqa: S608 - constants of ours
ONE_SAID = f"""
SELECT count(*) AS points, count(*) FILTER (WHERE p.result = '') AS unanswered,
       bool_or(m.is_dissenting) AS is_dissenting,
       count(DISTINCT p.result) FILTER (WHERE p.result <> '') AS results,
       min(p.result) FILTER (WHERE p.result <> '') AS result,
       coalesce({COMBINED}, '') AS reason
FROM opinion_point_member m JOIN opinion_point p ON p.id = m.point
WHERE m.opinion = o.id HAVING count(*) > 0
"""  # noqa: S608 - constants of ours
# The same for the opinions of one page. Blanks: their ids.
OF_THESE = f"""
SELECT o.id, {IS_VALID} AS is_valid, coalesce(s.is_dissenting, FALSE) AS is_dissenting,
       d.result AS own_result, d.reason AS own_reason, s.points, s.results,
       coalesce(d.result, {OF_POINTS}) AS result,
       CASE WHEN d.id IS NULL THEN coalesce(s.reason, '') ELSE d.reason END AS reason
FROM opinion o
LEFT JOIN LATERAL ({ONE_SAID}) s ON TRUE
LEFT JOIN opinion_disposition d ON d.opinion = o.id
WHERE o.id = ANY({{}}::bigint[])
"""  # noqa: S608 - constants of ours
# The same beside a listing of opinions `o`: nothing for one that needs no answer.
OF_POINTS_OF_ONE = f"""
SELECT coalesce(d.result, {OF_POINTS}) AS result,
       CASE WHEN d.id IS NULL THEN coalesce(s.reason, '') ELSE d.reason END AS reason
FROM (SELECT 1) AS one
LEFT JOIN LATERAL ({ONE_SAID}) s ON TRUE
LEFT JOIN opinion_disposition d ON d.opinion = o.id
WHERE {IS_VALID}
"""  # noqa: S608 - constants of ours
