"""Letters to those who spoke in a consultation: what changed, and when."""

from collections.abc import Mapping, Sequence

from backend.consultations.enums.clauses import CarryOverKind
from backend.consultations.enums.consultation import ExtensionKind
from backend.consultations.rules.shortening import before_and_after
from backend.consultations.schemas.clauses import ComparedClauses
from backend.consultations.schemas.telling import ExtensionTold, TextTold
from backend.notifications.schemas import Simple, Value
from backend.opinions.schemas.telling import Told
from backend.web.language import translate

MOST_CLAUSES = 5  # in one letter; the page has them all
EXTENDED = {
    ExtensionKind.PERIOD: "consultations/extended",
    ExtensionKind.FEEDBACK: "consultations/postponed",
}


def clause_letter(
    text: TextTold,
    changed: Sequence[ComparedClauses],
    answers: Mapping[str, Value],
    *,
    language: str,
) -> Told:
    """Return the letter with the answers and the clauses somebody's words changed."""
    context = {
        "subject_title": text.title,
        "path": f"{text.path}/result",
        **answers,
        **_clauses(text, changed, language),
    }
    return Told("consultations/clause_changed", context)


def correction_letter(text: TextTold, changed: Sequence[ComparedClauses], *, language: str) -> Told:
    """Return the letter that says which clauses somebody spoke to read differently now."""
    context = {
        "subject_title": text.title,
        "path": text.path,
        "note": text.note,
        **_clauses(text, changed, language),
    }
    return Told("consultations/corrected", context)


def extension_letter(told: ExtensionTold) -> Told:
    """Return the letter that says from which day to which, and why."""
    context = {
        "subject_title": told.title,
        "path": f"/consultations/{told.slug}",
        "former_on": told.former_on.isoformat(),
        "until_on": told.until_on.isoformat(),
        "reason": told.reason,
    }
    return Told(EXTENDED[told.kind], context)


def _clauses(text: TextTold, changed: Sequence[ComparedClauses], language: str) -> dict[str, Value]:
    shown = [_clause(text, row, language) for row in changed[:MOST_CLAUSES]]
    return {"clauses": shown, "more_clauses": len(changed) - len(shown)}


def _clause(text: TextTold, row: ComparedClauses, language: str) -> Mapping[str, Simple]:
    clause = (row.news or row.olds)[0]
    before, after = before_and_after(row.text if len(row.text) > 1 else row.heading or row.text)
    whole = "&whole=1" if row.kind is CarryOverKind.MOVED else ""  # the short page leaves it out
    return {
        "name": "　".join(part for part in (clause.label, clause.heading) if part),
        "kind": translate(row.kind.label, language),
        "before": before if before != after and row.olds else "",
        "after": after if before != after and row.news else "",
        "path": f"{text.path}/changes?version={text.number}{whole}#clause-{clause.key}",
    }
