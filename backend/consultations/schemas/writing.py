"""An opinion as a citizen writes it here: the words first, who one is last, then a look at it."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from backend.consultations.schemas import Frozen
from backend.kernel.language import say
from backend.opinions.enums import AgeBand, ContactKind, SubmitterKind
from backend.opinions.schemas.contact import Contact, TypedContact
from backend.opinions.schemas.receiving import MOST_PASSAGES, Line40, Line100, OpinionDraft, Words


class Step(StrEnum):
    """Where in writing an opinion somebody is."""

    WRITE = "write"
    CONTACT = "contact"
    REVIEW = "review"


def left(contact: Contact) -> Contact:
    """Return the contact; raise ValueError where none was left."""
    if contact.kind is ContactKind.NONE:
        raise ValueError(say("请留一个手机号或者电子邮箱，答复时好通知您；它不会公开。"))
    return contact


class StepAsked(Frozen):
    """Which step was sent, or which one somebody wants to go back to."""

    step: Step = Step.WRITE
    change: Step | None = None


class Written(Frozen):
    """The words, and what they are about."""

    text: Words
    passages: tuple[int, ...] = Field(default=(), max_length=MOST_PASSAGES)
    option: int | None = None


class Signed(Written):
    """The words, and who says them as far as they tell."""

    contact: Annotated[TypedContact, AfterValidator(left)] = Field(
        default=Contact(), validate_default=True
    )
    name: Line40 = ""
    submitter_kind: SubmitterKind = SubmitterKind.PERSON
    organisation_name: Line100 = ""
    town: Line40 = ""
    age_band: AgeBand | None = None
    may_publish: bool = False

    @model_validator(mode="before")
    @classmethod
    def _persons_speak_for_themselves(cls, sent: dict[str, object]) -> dict[str, object]:
        if sent.get("submitter_kind", SubmitterKind.PERSON) == SubmitterKind.PERSON:
            return {name: value for name, value in sent.items() if name != "organisation_name"}
        return sent

    def to_draft(self) -> OpinionDraft:
        """Return what the ledger takes: the same fields, read by the same types already."""
        taken = {name: getattr(self, name) for name in OpinionDraft.model_fields}
        return OpinionDraft.model_construct(**taken)
