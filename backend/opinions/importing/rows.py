"""Reads one row: what each cell means for an opinion, and everything that is wrong with it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from backend.kernel.clock import county_date
from backend.kernel.language import Text, say
from backend.kernel.text.normalise import comparable
from backend.opinions.enums import Channel, SubmitterKind
from backend.opinions.importing import cells
from backend.opinions.importing.context import ImportContext
from backend.opinions.importing.times import Received, read_received
from backend.opinions.rules.arriving import lacks
from backend.opinions.rules.citing import read_citation
from backend.opinions.rules.entering import fault_of, moment_of
from backend.opinions.rules.privacy import CURRENT
from backend.opinions.schemas.importing import ColumnField, Problem, ReadOpinion
from backend.opinions.schemas.receiving import Arrival, OpinionDraft
from backend.web.forms import worded

MOST_QUOTED = 40  # characters of a cell repeated in a message

Texts = Mapping[ColumnField, str]


class RowReader:
    """Collects what one row says, and its problems."""

    def __init__(self, texts: Texts, context: ImportContext) -> None:
        self.texts = texts
        self.context = context
        self.problems: list[Problem] = []
        self.values: dict[str, Any] = {}
        self.channel: Channel | None = None
        self.received_at: datetime | None = None

    def read(self) -> ReadOpinion | None:
        """Return the opinion; None, with a word beside each cell, when it cannot be one."""
        self.values["text"] = self._text(ColumnField.TEXT)
        if not self.values["text"]:
            self._note(ColumnField.TEXT, say("缺意见内容。"))
        self._read_channel()
        self._read_received()
        self._read_who()
        self._read_clauses()
        self._read_consent()
        found = self._opinion()
        return None if any(problem.is_error for problem in self.problems) else found

    def _note(self, field: ColumnField, message: Text, *, is_error: bool = True) -> None:
        self.problems.append(Problem(message=message, field=field, is_error=is_error))

    def _fault(self, field: ColumnField, message: Text) -> None:
        """Note what the schema says of a cell, unless something was said of it already."""
        if all(problem.field is not field or not problem.is_error for problem in self.problems):
            self._note(field, message)

    def _text(self, field: ColumnField) -> str:
        return self.texts.get(field, "").strip()

    def _line(self, field: ColumnField) -> str:
        return " ".join(self._text(field).split())

    def _unclear(self, field: ColumnField, what: str) -> None:
        text = self._line(field)[:MOST_QUOTED]
        self._note(field, say(what, text=text))

    def _read_channel(self) -> None:
        text = self._line(ColumnField.CHANNEL)
        self.channel = cells.read_channel(text) if text else self.context.channel
        if text and self.channel is None:
            self._unclear(ColumnField.CHANNEL, CHANNEL_UNKNOWN)
        elif self.channel is None:
            self._note(ColumnField.CHANNEL, say("没有写怎么来的，请选一种。"))

    def _read_received(self) -> None:
        text, opens_at = self._line(ColumnField.RECEIVED), self.context.window.opens_at
        received = self._received(text) if text else Received(self.context.received_on)
        if not text and received.day is None:
            self._note(ColumnField.RECEIVED, say("没有写收到的时间。"))
        if received.remark:
            self._note(ColumnField.RECEIVED, received.remark, is_error=received.day is None)
        if received.day is None:
            return
        self.received_at = moment_of(received.day, received.at, opens_at)
        fault = fault_of(self.received_at, self.context.window, self.context.now)
        if fault:
            self._note(ColumnField.RECEIVED, fault)

    def _received(self, text: str) -> Received:
        """Return when it was; a day without a year is looked for in the period."""
        window = self.context.window
        first = county_date(window.opens_at or self.context.now)
        last = county_date(window.closes_at or self.context.now)
        found = read_received(text, first.year)
        if found.remark and found.day and found.day < first and last.year > first.year:
            return read_received(text, last.year)
        return found

    def _read_who(self) -> None:
        name, organisation = self._line(ColumnField.NAME), self._line(ColumnField.ORGANISATION)
        self.values |= {"name": name, "organisation_name": organisation}
        self.values["contact"] = self._line(ColumnField.CONTACT)
        self.values["submitter_kind"] = self._kind(name, organisation)
        age = self._line(ColumnField.AGE)
        self.values["age_band"] = cells.read_age(age) if age else None
        if age and self.values["age_band"] is None:
            self._unclear(ColumnField.AGE, AGE_UNKNOWN)
        self._read_town()

    def _kind(self, name: str, organisation: str) -> SubmitterKind:
        """Return who speaks; a person with an employer speaks as a person."""
        text = self._line(ColumnField.KIND)
        kind = cells.read_kind(text) if text else None
        if text and kind is None:
            self._unclear(ColumnField.KIND, KIND_UNKNOWN)
        if kind is None and organisation and not name:
            kind = cells.kind_of_name(organisation)
            message = say("只写了单位，按{kind}登记，请核对。", kind=kind.label)
            self._note(ColumnField.ORGANISATION, message, is_error=False)
        return kind or SubmitterKind.PERSON

    def _read_town(self) -> None:
        text = comparable(self._line(ColumnField.TOWN)).replace(" ", "")
        names = {comparable(town.name): town.code for town in self.context.towns}
        meant = {code for name, code in names.items() if text and (text in name or name in text)}
        if text and len(meant) != 1:
            message = say("镇街“{text}”认不出来，没有导入，请核对。", text=text[:MOST_QUOTED])
            self._note(ColumnField.TOWN, message, is_error=False)
        self.values["town"] = meant.pop() if len(meant) == 1 else ""

    def _read_clauses(self) -> None:
        cited = read_citation(self._text(ColumnField.CLAUSES), self.context.passages)
        self.values["passages"] = cited.passages
        if cited.unknown:
            words = "、".join(cited.unknown)[:MOST_QUOTED]
            self._note(ColumnField.CLAUSES, say("没有找到“{words}”，请写条号。", words=words))

    def _read_consent(self) -> None:
        text = self._line(ColumnField.CONSENT)
        answer = cells.read_answer(text) if text else False
        if answer is None:
            self._unclear(ColumnField.CONSENT, CONSENT_UNKNOWN)
        self.values["may_publish"] = bool(answer)

    def _opinion(self) -> ReadOpinion | None:
        try:
            draft = OpinionDraft.model_validate(self.values)
        except ValidationError as invalid:
            for detail in invalid.errors(include_url=False):
                self._fault(FIELD_OF[str(detail["loc"][0])], worded(detail))
            return None
        if self.channel is None or self.received_at is None:
            return None
        arrival = Arrival(channel=self.channel, privacy_version=CURRENT)
        lacking = lacks(draft, arrival)
        for name, message in lacking.items():
            self._note(FIELD_OF[name], message)
        if lacking:
            return None
        return ReadOpinion(opinion=draft, channel=self.channel, received_at=self.received_at)


CHANNEL_UNKNOWN = say("渠道“{text}”认不出来，请选一种。").source
AGE_UNKNOWN = say("年龄“{text}”认不出来，请选一段，或者清空。").source
KIND_UNKNOWN = say("“{text}”认不出来，请选代表谁。").source
CONSENT_UNKNOWN = say("“{text}”看不出同不同意，请写“是”或“否”。").source
FIELD_OF = {
    "text": ColumnField.TEXT,
    "passages": ColumnField.CLAUSES,
    "submitter_kind": ColumnField.KIND,
    "organisation_name": ColumnField.ORGANISATION,
    "name": ColumnField.NAME,
    "contact": ColumnField.CONTACT,
    "town": ColumnField.TOWN,
    "age_band": ColumnField.AGE,
    "may_publish": ColumnField.CONSENT,
    "privacy_version": ColumnField.TEXT,
}
