"""What a clerk types in for somebody else, the scans beside it, and the slip that person takes."""

from datetime import date, datetime, time, timedelta
from typing import Annotated
from urllib.parse import urlencode

from pydantic import AfterValidator, Field, StringConstraints

from backend.kernel.clock import county_date
from backend.kernel.documents.storage import StoredFile
from backend.kernel.language import Text, say
from backend.kernel.text.fields import one_line
from backend.opinions.enums import Channel, OpinionState
from backend.opinions.schemas import Frozen
from backend.opinions.schemas.receiving import OpinionDraft

Line200 = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(one_line)
]


def offline(channel: Channel) -> Channel:
    """Return the channel; raise ValueError for one that people use themselves."""
    if channel.is_online:
        raise ValueError(say("请选意见是怎么来的。"))
    return channel


class EntryDraft(OpinionDraft):
    """An opinion as the clerk types it in; `clauses` is read like 5、12."""

    channel: Annotated[Channel, AfterValidator(offline)]
    received_on: date
    received_time: time | None = None
    clauses: Line200 = ""
    entry_key: Annotated[str, StringConstraints(max_length=100)] = ""


class EntryView(Frozen):
    """What stays for the next one: the way it came, the day, and what was entered last."""

    entered: int | None = Field(default=None, ge=1, le=2**53)
    channel: Channel | None = None
    received_on: date | None = None
    received_time: time | None = None

    @property
    def query(self) -> str:
        """Return this as the query of an address."""
        given = self.model_dump(mode="json", exclude_none=True)
        return f"?{urlencode(given)}" if given else ""


class KeptScan(StoredFile):
    """A file that is kept already while its form still has faults; for this person alone."""

    staff: int
    subject: int
    kept_at: datetime


class ScansKept(Frozen):
    """The files of a form, each with the token that stands for it, and those that were refused."""

    scans: tuple[KeptScan, ...] = ()
    tokens: tuple[str, ...] = ()
    refusals: tuple[Text, ...] = ()


class EntrySubject(Frozen):
    """A subject that takes entries."""

    id: int
    title: str
    path: str
    unit_name: str
    opens_at: datetime
    closes_at: datetime
    concluded_at: datetime | None
    answer_due_on: date | None
    entered_today: int = 0  # by this person

    @property
    def closes_on(self) -> date:
        """Return the last day on which something is in time."""
        return county_date(self.closes_at - timedelta(microseconds=1))

    def is_closed(self, now: datetime) -> bool:
        """Whether only what came before the last instant can be entered."""
        return now >= self.closes_at


class Slip(Frozen):
    """What the person takes along, or is read out: the code and what happens next."""

    number: int
    code: str
    channel: Channel
    received_at: datetime
    state: OpinionState
    subject_title: str
    unit_name: str
    answer_due_on: date | None
    words: str  # the first masked ones, to tell slips apart


class SlipPrinted(Slip):
    """A slip with its picture to be scanned."""

    qr: str  # a picture as a data: address
