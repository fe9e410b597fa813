"""Large published years, quickly: copies of one decision that was made the proper way."""

from backend.kernel.database import rows

COPIES = """
WITH model AS (SELECT * FROM decision WHERE code = {}),
copied AS (
    INSERT INTO decision (catalogue, code, seq, title, category, topic, lead_unit, contact_unit,
        problem, planned_month, is_public, state, current_version)
    SELECT catalogue, left(code, length(code) - 2) || to_char(n, 'FM000'), n,
        title || '（' || n || '）', category, topic, lead_unit, contact_unit, problem,
        planned_month, is_public, state, current_version
    FROM model, generate_series({}::int, {}::int) n RETURNING id, code
), steps AS (
    INSERT INTO plan_step (decision, seq, kind, name, planned_start, planned_end)
    SELECT c.id, s.seq, s.kind, s.name, s.planned_start, s.planned_end
    FROM copied c, plan_step s JOIN model m ON m.id = s.decision
), parts AS (
    INSERT INTO procedure_requirement (decision, kind, is_required, reason)
    SELECT c.id, r.kind, r.is_required, r.reason
    FROM copied c, procedure_requirement r JOIN model m ON m.id = r.decision
), versions AS (
    INSERT INTO decision_version (decision, number, published_on, content, content_sha256)
    SELECT c.id, v.number, v.published_on,
        jsonb_set(v.content::jsonb, '{code}', to_jsonb(c.code))::text, v.content_sha256
    FROM copied c, decision_version v JOIN model m ON m.id = v.decision
)
SELECT count(*) AS made FROM copied
"""


async def multiply(code: str, upto: int, *, start: int = 2) -> None:
    """Publish copies of a decision, numbered from `start` up to and including `upto`."""
    sql = COPIES.replace("'{code}'", "ARRAY['code']")
    await rows(sql, code, start, upto)
