"""What the desk sends in while a consultation is drawn up; unfinished parts may be saved."""

import hashlib
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from backend.consultations.enums.consultation import ConsultationType
from backend.consultations.schemas import Frozen
from backend.decisions.schemas.fields import Day, Line40, Line100, Line200, Note, Passage, Reason
from backend.kernel.language import say
from backend.kernel.text.fields import one_line, readable
from backend.kernel.text.mail_address import mail_address
from backend.opinions.enums import ModerationMode

MOST_ROWS = 30
MOST_OPTIONS = 6


def email_or_nothing(typed: str) -> str:
    """Return the address as it goes on an envelope; raise ValueError if no mail can go there."""
    if not typed:
        return ""
    address = mail_address(typed)
    if address is None:
        raise ValueError(say("电子邮箱写得不对，例如 yijian@example.gov.cn。"))
    return address


Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=200),
    AfterValidator(one_line),
    AfterValidator(email_or_nothing),
]
Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=6, max_length=200),
    AfterValidator(one_line),
]
OptionTitle = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=100),
    AfterValidator(one_line),
]
Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
    AfterValidator(readable),
]


class PartDraft(Frozen):
    """A part of a consultation, and the mark of how it read when the form was shown."""

    seen: Line40 = ""

    @property
    def mark(self) -> str:
        """Return what is the same for the same words: two people at two parts never collide."""
        words = self.model_dump_json(exclude={"seen"})
        return hashlib.sha256(words.encode()).hexdigest()[:16]


class BasicsDraft(PartDraft):
    """What it is, whose it is, and how opinions are looked at."""

    title: Title
    type: ConsultationType
    lead_unit: Line40
    decision: Line40 = ""  # code of the matter in the catalogue, if it is one
    is_close_to_market: bool = False
    moderation: ModerationMode = ModerationMode.BEFORE


class PeriodDraft(PartDraft):
    """From which day to which, and why it is shorter than the law's usual period, if it is."""

    opens_on: Day | None = None
    closes_on: Day | None = None  # the last day one may write
    shortened_reason: Note = ""
    shortened_approved_by: Line100 = ""


class AnnouncementDraft(PartDraft):
    """The notice (征集公告) and the ways to say something besides this site."""

    announcement: Passage = ""
    email: Email = ""
    phone: Line40 = ""
    postal_address: Line200 = ""
    postcode: Annotated[Line40, Field(max_length=10)] = ""
    envelope_note: Line100 = ""
    venues: Note = ""  # one a line


class NoteDraft(PartDraft):
    """The drafting note (起草说明); basis and the lists below are one a line."""

    background: Passage = ""
    basis: Passage = ""
    process: Passage = ""
    main_content: Passage = ""
    focus_questions: Passage = ""
    affected_groups: Passage = ""


class ChangeRow(Frozen):
    """Before and after, in plain words."""

    before: Words
    after: Words


class QuestionRow(Frozen):
    """A question people ask, and its answer."""

    question: Words
    answer: Words


class InterpretationDraft(PartDraft):
    """What the draft means for people (政策解读)."""

    plain_summary: Passage = ""
    changes: Annotated[tuple[ChangeRow, ...], Field(max_length=MOST_ROWS)] = ()
    questions: Annotated[tuple[QuestionRow, ...], Field(max_length=MOST_ROWS)] = ()


class OptionRow(Frozen):
    """One of several ways, and what speaks for it."""

    title: OptionTitle
    text: Passage = ""
    reason: Passage = ""


class OptionsDraft(PartDraft):
    """The ways the draft leaves open, A first (条例 art. 12)."""

    options: Annotated[tuple[OptionRow, ...], Field(max_length=MOST_OPTIONS)] = ()


class FileDraft(Frozen):
    """What a file is; no title means its own name."""

    title: Line200 = ""


class RevisionSeen(Frozen):
    """Which state of it the person has read: what is submitted or published is what was read."""

    revision: int


class ReturnDraft(Frozen):
    """Why something goes back to who wrote it."""

    reason: Reason


class ExtensionDraft(Frozen):
    """A later day, and why; both public."""

    until_on: Day
    reason: Reason


class ConsultationRef(Frozen):
    """Which consultation was written, and how it stands now."""

    id: int
    slug: str
    subject_id: int
    revision: int


class Overtaken(Frozen):
    """Somebody saved in between: nothing was written, and this is what they saved."""

    current: PartDraft


class PastConsultation(Frozen):
    """A consultation that ran before this platform kept it."""

    basics: BasicsDraft
    period: PeriodDraft
    announcement: AnnouncementDraft
    note: NoteDraft
    interpretation: InterpretationDraft = InterpretationDraft()
    options: OptionsDraft = OptionsDraft()
    text: Annotated[str, StringConstraints(min_length=1, max_length=200_000)]
    feedback_due_on: Day | None = None  # None: counted from the last day
    source: Reason  # where it is taken from; the journal says so for ever

    @property
    def parts(self) -> tuple[PartDraft, ...]:
        """Return the parts that are written after the basics."""
        return (self.period, self.announcement, self.note, self.interpretation, self.options)
