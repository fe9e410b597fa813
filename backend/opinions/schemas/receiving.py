"""An opinion on its way in, and the receipt the person takes away."""

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from backend.kernel.limits.rules import Limit
from backend.kernel.text.fields import one_line
from backend.kernel.trust import Trust
from backend.opinions.enums import AgeBand, Channel, OpinionState, SubmitterKind
from backend.opinions.schemas import Frozen
from backend.opinions.schemas.contact import Contact, TypedContact
from backend.organisation.schemas import StaffMember

LEAST_TEXT, MOST_TEXT = 5, 10_000  # characters
MOST_PASSAGES = 60

Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=LEAST_TEXT, max_length=MOST_TEXT),
]
"""People's words are taken as they are; what reverses a line is left out where others read."""
Line40 = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=40), AfterValidator(one_line)
]
Line100 = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=100), AfterValidator(one_line)
]


class OpinionDraft(Frozen):
    """What anybody says, whatever way it comes; who says it is optional but the contact online."""

    text: Words
    passages: tuple[int, ...] = Field(default=(), max_length=MOST_PASSAGES)
    submitter_kind: SubmitterKind = SubmitterKind.PERSON
    organisation_name: Line100 = ""
    name: Line40 = ""
    contact: TypedContact = Contact()
    town: Line40 = ""
    age_band: AgeBand | None = None
    may_publish: bool = False


class Arrival(Frozen):
    """How an opinion came, as this side knows it."""

    channel: Channel
    privacy_version: str
    received_at: datetime | None = None  # None: now, by the database's clock
    entered_by: StaffMember | None = None
    idempotency_key: str | None = None
    address_key: str = ""
    limit: Limit | None = None  # of what one address may send; None: counted already, or by staff
    trust: Trust = Trust.TRUSTED
    language: str = "zh"
    origin: str = ""  # public address of this site, for links in mails


class Invited(Frozen):
    """The subject an opinion is for, and the number the opinion will have."""

    id: int
    title: str
    path: str
    answer_due_on: date | None
    number: int


class Receipt(Frozen):
    """What a person is told at once; the code opens everything later."""

    code: str
    number: int
    subject_title: str
    subject_path: str
    received_at: datetime
    state: OpinionState
    answer_due_on: date | None
    is_repeated: bool = False  # the same form came again: this is the receipt of the first time
