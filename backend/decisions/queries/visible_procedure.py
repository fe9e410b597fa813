"""What anyone may read of a decision's procedure records: dates, conclusions and counts.

One statement that names each public column. Nothing of sittings, submissions, dissent in meetings
or internal steps; of experts only those who agreed to be named; of hearings only how many came.
"""

from backend.decisions.queries.visible import visible_rows
from backend.decisions.schemas.gates.public import ProcedureRecordsPublic

RECORDS = """
, hidden AS (
    SELECT s.decision, s.kind FROM plan_step s WHERE s.decision = {} AND s.is_internal
)
SELECT to_json(found)::text AS found FROM (
    SELECT
        (SELECT to_json(p) FROM (
            SELECT methods, opened_on, closed_on, shortened_reason, poll_held_on, poll_held_by,
                   poll_summary, adoption_summary,
                   ARRAY(SELECT g.affected_group FROM group_heard g WHERE g.decision = v.id
                         AND g.is_affected AND g.evidence <> '' ORDER BY g.id) AS groups_heard
            FROM participation_record WHERE decision = v.id AND opened_on IS NOT NULL
                AND 'participation' NOT IN (SELECT kind FROM hidden)) p) AS participation,
        (SELECT to_json(h) FROM (
            SELECT planned_on, place, sides, selection_method, selection_published_on,
                   notice_published_on, roster_published_on, materials_sent_on, held_on,
                   (SELECT count(*) FROM hearing_participant p
                    WHERE p.hearing = hearing.id AND p.record_state <> 'absent') AS participants,
                   (SELECT count(*) FROM hearing_participant p
                    WHERE p.hearing = hearing.id AND p.record_state <> 'absent'
                        AND p.is_interested) AS interested
            FROM hearing WHERE decision = v.id
                AND coalesce(selection_published_on, notice_published_on) IS NOT NULL
                AND 'hearing' NOT IN (SELECT kind FROM hidden)) h) AS hearing,
        (SELECT to_json(e) FROM (
            SELECT count(*) AS signed, count(*) FILTER (WHERE is_dissent) AS dissenting,
                   coalesce(array_agg(name || '（' || organisation || '）' ORDER BY id)
                       FILTER (WHERE may_be_named), ARRAY[]::text[]) AS named
            FROM expert_opinion WHERE decision = v.id AND signed_on IS NOT NULL
                AND release_reason = '' AND 'expert' NOT IN (SELECT kind FROM hidden)
            HAVING count(*) > 0) e) AS experts,
        (SELECT to_json(r) FROM (
            SELECT concluded_on, level, result FROM risk_assessment
            WHERE decision = v.id AND concluded_on IS NOT NULL
                AND 'risk' NOT IN (SELECT kind FROM hidden)) r) AS risk,
        (SELECT to_json(f) FROM (
            SELECT concluded_on, conclusion FROM fair_competition_review
            WHERE decision = v.id AND concluded_on IS NOT NULL
                AND 'fair' NOT IN (SELECT kind FROM hidden)) f) AS fair_competition,
        (SELECT to_json(l) FROM (
            SELECT received_on, concluded_on, conclusion FROM (
                SELECT * FROM legality_review WHERE decision = v.id ORDER BY round DESC LIMIT 1
            ) latest
            WHERE concluded_on IS NOT NULL AND 'legality' NOT IN (SELECT kind FROM hidden)) l)
            AS legality,
        (SELECT to_json(d) FROM (
            SELECT published_on, channels, adoption_explanation FROM decision_result
            WHERE decision = v.id AND 'publish' NOT IN (SELECT kind FROM hidden)) d) AS result,
        (SELECT to_json(a) FROM (
            SELECT evaluator, is_third_party, started_on, concluded_on,
                   CASE WHEN concluded_on IS NULL THEN '' ELSE summary END AS summary
            FROM decision_evaluation
            WHERE decision = v.id AND 'evaluate' NOT IN (SELECT kind FROM hidden)) a)
            AS evaluation
    FROM visible v WHERE v.id = {}
) found
"""


async def public_procedure_records(decision_id: int) -> ProcedureRecordsPublic | None:
    """Return a visible decision's public records; None for a decision nobody may know of."""
    found = await visible_rows(RECORDS, decision_id, decision_id)
    return ProcedureRecordsPublic.model_validate_json(found[0]["found"]) if found else None
