"""What the holder of a receipt code reads about the opinion."""

from typing import Any

from backend.kernel.database import rows
from backend.kernel.ids import read_code
from backend.kernel.sealing import unseal
from backend.opinions.enums import AppealOutcome, Channel, ContactKind, OpinionState, Result, Route
from backend.opinions.rules import own as rules
from backend.opinions.rules import purposes
from backend.opinions.rules.contacts import masked_contact
from backend.opinions.schemas.contact import Contact
from backend.opinions.schemas.shown import (
    AnswerShown,
    AppealShown,
    PassageShown,
    RuleShown,
    TrackedOpinion,
)

BY_CODE = """
SELECT o.id, o.receipt_code, o.subject, o.text, o.sealed_text, o.state, o.state_at, o.channel,
       o.received_at, o.may_publish, o.contact_kind, o.contact_sealed, o.erased_at, o.route,
       o.duplicate_of, o.revision,
       s.kind, s.key, s.title, s.path, s.answer_due_on, s.concluded_at,
       coalesce(assigned.name, lead.name) AS unit_name,
       r.title AS rule_title, r.explanation AS rule_explanation, r.citation AS rule_citation,
       p.filed_at, p.text AS appeal_text, p.outcome, p.answer AS appeal_answer, p.answered_at,
       a.result, a.reason
FROM opinion o
JOIN opinion_subject s ON s.id = o.subject
JOIN unit lead ON lead.id = s.lead_unit
LEFT JOIN opinion_assignment g ON g.opinion = o.id
LEFT JOIN unit assigned ON assigned.id = g.unit
LEFT JOIN moderation_rule r ON r.id = o.rule
LEFT JOIN LATERAL (SELECT * FROM opinion_appeal WHERE opinion = o.id ORDER BY id DESC LIMIT 1) p
    ON TRUE
LEFT JOIN opinion_answer a ON a.opinion = o.id
WHERE o.receipt_code = {}
"""
PASSAGES = """
SELECT p.id, p.label FROM opinion_reference r JOIN opinion_passage p ON p.id = r.passage
WHERE r.opinion = {} ORDER BY p.position, p.id
"""
POINTS = """
SELECT t.title FROM opinion_point_member m JOIN opinion_point t ON t.id = m.point
WHERE m.opinion = {} ORDER BY t.position
"""


async def find_by_code(code: str) -> TrackedOpinion | None:
    """Return what a receipt code opens, typed in any spelling; None when there is none such."""
    printed = read_code(code)
    found = await rows(BY_CODE, printed) if printed else []
    if not found:
        return None
    row = found[0]
    passages = await rows(PASSAGES, row["id"])
    points = await rows(POINTS, row["id"]) if row["result"] is not None else []
    return TrackedOpinion(
        **_where_it_stands(row),
        **_what_may_be_done(row),
        text=_own_words(row),
        contact_masked=_contact(row),
        passages=tuple(PassageShown(**passage) for passage in passages),
        rule=_rule(row),
        appeal=_appeal(row),
        answer=_answer(row, tuple(point["title"] for point in points)),
    )


def _where_it_stands(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "code": row["receipt_code"],
        "number": row["id"],
        "subject_id": row["subject"],
        "subject_kind": row["kind"],
        "subject_key": row["key"],
        "subject_title": row["title"],
        "subject_path": row["path"],
        "state": OpinionState(row["state"]),
        "channel": Channel(row["channel"]),
        "received_at": row["received_at"],
        "may_publish": row["may_publish"],
        "is_erased": row["erased_at"] is not None,
        "unit_name": row["unit_name"],
        "answer_due_on": row["answer_due_on"],
        "route": Route(row["route"]),
        "duplicate_of": row["duplicate_of"],
        "revision": row["revision"],
    }


def _what_may_be_done(row: dict[str, Any]) -> dict[str, bool]:
    state = OpinionState(row["state"])
    return {
        "may_withdraw": rules.may_withdraw(state, is_concluded=row["concluded_at"] is not None),
        "may_appeal": rules.may_appeal(
            state,
            state_at=row["state_at"],
            filed_at=row["filed_at"],
            is_answered=row["answered_at"] is not None,
        ),
        "may_erase": row["erased_at"] is None,
    }


def _own_words(row: dict[str, Any]) -> str:
    """Return what was said, its author's own unmasked words; not what a lost slip must not tell."""
    if row["text"] is not None:
        return str(row["text"])
    if not rules.shows_own_words(Route(row["route"])):
        return ""
    return unseal(row["sealed_text"], purpose=purposes.ORIGINAL)


def _contact(row: dict[str, Any]) -> str:
    kind = ContactKind(row["contact_kind"])
    if kind is ContactKind.NONE:
        return ""
    value = unseal(row["contact_sealed"], purpose=purposes.CONTACT)
    return masked_contact(Contact(kind=kind, value=value))


def _rule(row: dict[str, Any]) -> RuleShown | None:
    if row["rule_title"] is None:
        return None
    return RuleShown(
        title=row["rule_title"],
        explanation=row["rule_explanation"],
        citation=row["rule_citation"],
    )


def _appeal(row: dict[str, Any]) -> AppealShown | None:
    if row["filed_at"] is None:
        return None
    return AppealShown(
        filed_at=row["filed_at"],
        text=row["appeal_text"],
        outcome=AppealOutcome(row["outcome"]) if row["outcome"] else None,
        answer=row["appeal_answer"],
        answered_at=row["answered_at"],
    )


def _answer(row: dict[str, Any], points: tuple[str, ...]) -> AnswerShown | None:
    if row["result"] is None:
        return None
    return AnswerShown(result=Result(row["result"]), reason=row["reason"], points=points)
