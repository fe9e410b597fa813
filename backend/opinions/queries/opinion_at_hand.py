"""One opinion as a moderator weighs it: whole, with what was done to it and what is like it."""

from typing import Any

from backend.kernel.database import rows
from backend.kernel.errors import NotFound
from backend.opinions.enums import ContactKind, ReportState
from backend.opinions.queries.attachments import list_scans
from backend.opinions.queries.queue import IN_SIGHT, WORDS, row_values, scope
from backend.opinions.rules.handling import closed_to_change
from backend.opinions.schemas.queue import ActShown, LikeRow, OpinionAtHand
from backend.organisation.schemas import StaffMember

MOST_LIKE = 6
MOST_HELD = 100  # of each kind: a flood of copies costs no more than a few
NEAR = 5000  # numbers before and after in which the same words are looked for
LARGEST = 2**53

OPINION = f"""
SELECT o.id AS number, o.revision, o.subject, s.title AS subject_title, s.path AS subject_path,
       o.channel, o.received_at, o.state, {WORDS} AS words, 0 AS length, o.priority,
       o.may_publish, o.trust, o.route, o.submitter_kind, o.organisation_name, o.name_masked,
       o.age_band, coalesce(y.name, o.town) AS town, o.language, o.contact_kind, o.duplicate_of,
       coalesce(r.title, '') AS rule_title, coalesce(r.citation, '') AS rule_citation,
       s.concluded_at, coalesce(p.state, 'draft') AS report_state,
       coalesce(w.name, '') AS entered_by,
       EXISTS (SELECT FROM opinion_appeal a WHERE a.opinion = o.id AND a.outcome = '') AS has_appeal
FROM opinion o JOIN opinion_subject s ON s.id = o.subject
LEFT JOIN moderation_rule r ON r.id = o.rule LEFT JOIN adoption_report p ON p.subject = s.id
LEFT JOIN staff w ON w.id = o.entered_by LEFT JOIN unit y ON y.code = o.town
WHERE o.id = {{}} AND {IN_SIGHT}
"""  # noqa: S608 - constants of ours
PASSAGES = """
SELECT p.label FROM opinion_reference f JOIN opinion_passage p ON p.id = f.passage
WHERE f.opinion = {} ORDER BY p.position, p.id
"""
ACTS = """
SELECT a.id, a.batch, a.from_state, a.to_state, coalesce(r.title, '') AS rule_title, a.reason,
       a.rule IS NOT NULL AND a.to_state <> 'withheld' AS is_route, s.name AS acted_by, a.acted_at,
       coalesce(u.name, '') AS undone_by, a.undone_at
FROM moderation_act a JOIN staff s ON s.id = a.acted_by LEFT JOIN staff u ON u.id = a.undone_by
LEFT JOIN moderation_rule r ON r.id = a.rule WHERE a.opinion = {} ORDER BY a.id DESC
"""
LIKE = """
SELECT o.id AS number, left(coalesce(o.text, ''), 300) AS text, o.state, o.received_at,
       me.contact_index <> '' AND o.contact_index = me.contact_index AS is_same_contact,
       coalesce(o.text = me.text, FALSE) AS is_same_text
FROM opinion me, LATERAL (
    (SELECT c.id FROM opinion c
     WHERE c.contact_index <> '' AND c.contact_index = me.contact_index AND c.subject = me.subject
     LIMIT {})
    UNION
    (SELECT c.id FROM opinion c WHERE c.subject = me.subject
        AND c.id BETWEEN me.id - {} AND me.id + {} AND c.text = me.text LIMIT {})
    UNION
    (SELECT m.opinion FROM opinion_suggested_member m WHERE m."group" IN
        (SELECT n."group" FROM opinion_suggested_member n WHERE n.opinion = me.id) LIMIT {})
) alike JOIN opinion o ON o.id = alike.id
WHERE me.id = {} AND o.id <> me.id AND o.state <> 'withdrawn' AND ({} OR o.route <> 'discipline')
ORDER BY is_same_contact DESC, is_same_text DESC, abs(o.id - me.id) LIMIT {}
"""


async def get_at_hand(number: int, staff: StaffMember) -> OpinionAtHand:
    """Return one opinion; raise NotFound, also where it is not this person's to moderate."""
    found = await rows(OPINION, number, *scope(staff)) if number <= LARGEST else []
    if not found:
        raise NotFound
    row = found[0]
    return OpinionAtHand(
        **row_values(row, shown=None),
        contact_word=ContactKind(row["contact_kind"]).label,
        passages=tuple(part["label"] for part in await rows(PASSAGES, number)),
        attachments=await list_scans(number),
        acts=tuple(ActShown(**act) for act in await rows(ACTS, number)),
        likes=await _likes(number, staff),
        is_reported=_is_reported(row),
    )


async def _likes(number: int, staff: StaffMember) -> tuple[LikeRow, ...]:
    is_all = scope(staff)[0]
    found = await rows(LIKE, MOST_HELD, NEAR, NEAR, MOST_HELD, MOST_HELD, number, is_all, MOST_LIKE)
    return tuple(LikeRow(**row) for row in found)


def _is_reported(row: dict[str, Any]) -> bool:
    return row["concluded_at"] is not None or bool(
        closed_to_change(ReportState(row["report_state"]))
    )
