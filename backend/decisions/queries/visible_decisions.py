"""Public reads of one decision: its page in one statement, its earlier versions, its files."""

import re

from backend.decisions.queries.visible import visible_rows
from backend.decisions.schemas.shown import DecisionShown, StoredFile
from backend.kernel.errors import NotFound

SHOWN = """
SELECT to_json(shown)::text AS shown FROM (
    SELECT v.id, v.year, c.title AS catalogue_title, v.state, v.is_by_reference,
           v.current_version, v.evaluation,
           (SELECT json_build_object('name', u.name, 'phone', u.phone, 'address', u.address)
            FROM unit u WHERE u.id = coalesce(v.contact_unit, v.lead_unit)) AS contact,
           CASE WHEN v.result_published_on IS NOT NULL THEN json_build_object(
               'meeting', v.meeting, 'decided_on', v.decided_on, 'doc_no', v.doc_no,
               'published_on', v.result_published_on) END AS result,
           (SELECT to_json(f) FROM decision_participation_figures f WHERE f.decision = v.id)
               AS figures,
           (SELECT coalesce(json_agg(s ORDER BY s.seq), '[]') FROM (
               SELECT seq, kind, name, state, planned_start, planned_end, actual_start,
                      actual_end, output FROM plan_step
               WHERE decision = v.id AND NOT is_internal) s) AS steps,
           (SELECT coalesce(json_agg(f ORDER BY f.id), '[]') FROM (
               SELECT a.id, a.public_code, a.kind, a.title, a.file_name,
                      a.content_type, a.size, a.sha256,
                      (coalesce(a.first_published_at, a.added_at)
                          AT TIME ZONE 'Asia/Shanghai')::date
                          AS published_on,
                      s.seq AS step_seq
               FROM decision_attachment a LEFT JOIN plan_step s ON s.id = a.step
               WHERE a.decision = v.id AND a.is_public AND s.is_internal IS NOT TRUE) f)
               AS attachments,
           (SELECT json_agg(w ORDER BY w.number) FROM (
               SELECT n.number, n.published_on, n.content_sha256, n.content::json AS content,
                      a.kind, coalesce(a.reason, '') AS reason,
                      coalesce(a.approval, '') AS approval, a.adjusted_on
               FROM decision_version n LEFT JOIN adjustment a ON a.id = n.adjustment
               WHERE n.decision = v.id AND n.number <= v.current_version) w) AS versions,
           (SELECT coalesce(json_agg(p ORDER BY p.suspended_on, p.id), '[]') FROM (
               SELECT id, suspended_on, reason, ordered_by, resumed_on, resume_reason
               FROM decision_suspension WHERE decision = v.id) p) AS suspensions
    FROM visible v JOIN open_catalogue c ON c.id = v.catalogue WHERE """
IN_ORDER = " ORDER BY v.seq) shown"

FILE = """
SELECT a.file_name, a.content_type, a.size, a.sha256, a.storage_key
FROM decision_attachment a JOIN visible v ON v.id = a.decision
LEFT JOIN plan_step s ON s.id = a.step
WHERE v.code = {} AND a.public_code = {} AND a.is_public AND s.is_internal IS NOT TRUE
"""

CODE_SHAPE = re.compile(r"[A-Za-z0-9-]{1,40}")
CODES = "SELECT code FROM visible WHERE code = ANY({})"


async def get_visible(code: str) -> DecisionShown:
    """Return a decision; raise NotFound alike for hidden, unpublished and missing ones."""
    if not CODE_SHAPE.fullmatch(code):
        raise NotFound
    found = await visible_rows(SHOWN + "v.code = {}" + IN_ORDER, code)
    if not found:
        raise NotFound
    return DecisionShown.model_validate_json(found[0]["shown"])


async def list_shown(year: int) -> tuple[DecisionShown, ...]:
    """Return every visible decision of a year in full, for downloads."""
    found = await visible_rows(SHOWN + "v.year = {}" + IN_ORDER, year)
    return tuple(DecisionShown.model_validate_json(row["shown"]) for row in found)


async def get_public_file(code: str, public_code: str) -> StoredFile:
    """Return where a public attachment is stored; raise NotFound when there is none."""
    is_sane = CODE_SHAPE.fullmatch(code) and CODE_SHAPE.fullmatch(public_code)
    found = await visible_rows(FILE, code, public_code) if is_sane else []
    if not found:
        raise NotFound
    return StoredFile(**found[0])


async def visible_codes(codes: list[str]) -> frozenset[str]:
    """Return which of these codes belong to decisions anyone may see."""
    return frozenset(row["code"] for row in await visible_rows(CODES, codes))
