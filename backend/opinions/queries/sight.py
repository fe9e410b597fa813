"""What of an opinion a member of staff gets to read."""

from typing import Any

from backend.kernel.text.mask import mask
from backend.opinions.enums import AgeBand, OpinionState, Route, SubmitterKind
from backend.opinions.rules.names import said_by
from backend.opinions.schemas.workbench import SubjectForDesk

# To whom only what is assigned to their unit is in sight. Blanks: whether all is; the unit, twice.
IN_SIGHT = """
({} OR EXISTS (SELECT FROM opinion_assignment a WHERE a.opinion = o.id AND a.unit = {})
    OR EXISTS (SELECT FROM opinion_point_member am JOIN opinion_point ap ON ap.id = am.point
               WHERE am.opinion = o.id AND ap.unit = {}))
"""
WHO = "o.submitter_kind, o.organisation_name, o.name_masked, o.age_band"
WORDS = f"o.text, o.public_text, o.state, o.route, {WHO}"


def masked_words(row: dict[str, Any], subject: SubjectForDesk) -> tuple[str, bool]:
    """Return the words as a list shows them to everyone at the desk, and whether they are sealed.

    Of a withheld opinion that still has to be answered, who answers reads the masked words; what
    went to discipline inspection or the police nobody reads here.
    """
    if row["state"] == OpinionState.WITHHELD:
        is_open = subject.is_unmasked and row["route"] in (Route.NONE, Route.HOTLINE)
        return (row["public_text"] or "", not row["public_text"]) if is_open else ("", True)
    if row["public_text"] is not None:
        return row["public_text"], False
    return mask(row["text"] or "", is_thorough=True).text, False


def words(row: dict[str, Any], subject: SubjectForDesk) -> tuple[str, bool]:
    """Return the words as one opinion's page shows them: unmasked to the responsible unit."""
    if subject.is_unmasked and row["text"] is not None:
        return row["text"], False
    return masked_words(row, subject)


def who(row: dict[str, Any]) -> str:
    """Return who spoke, masked as in public."""
    return said_by(
        SubmitterKind(row["submitter_kind"]),
        name_masked=row["name_masked"],
        organisation_name=row["organisation_name"],
        age_band=AgeBand(row["age_band"]) if row["age_band"] else None,
    )
