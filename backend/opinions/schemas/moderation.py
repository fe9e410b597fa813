"""What moderators decide, row by row, and what came of it."""

import secrets
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from backend.kernel.language import Text, say
from backend.kernel.text.fields import readable
from backend.opinions.enums import AppealOutcome, ContactKind, OpinionState, Route
from backend.opinions.schemas import Frozen

MOST_AT_ONCE = 100  # opinions in one batch
MOST_COVERS = 40  # words to cover in one opinion
BATCH = r"^[0-9a-f]{32}$"
LARGEST = 2**53


class Act(StrEnum):
    """What a moderator does with an opinion."""

    PUBLISH = "publish"
    COUNT = "count_only"
    WITHHOLD = "withhold"
    DUPLICATE = "duplicate"
    ROUTE = "route"

    @property
    def label(self) -> Text:
        """Return the act's name for people."""
        return _ACTS[self]


_ACTS = {
    Act.PUBLISH: say("公开"),
    Act.COUNT: say("只计数"),
    Act.WITHHOLD: say("不公开"),
    Act.DUPLICATE: say("标为重复"),
    Act.ROUTE: say("转 12345"),
}


class Outcome(StrEnum):
    """What came of one row of a batch; codes stand in addresses, never words."""

    DONE = "done"
    NO_CONSENT = "no_consent"
    REPEATED = "repeated"
    NOTHING = "nothing"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    SETTLED = "settled"
    CONSENTED = "consented"
    REPORTED = "reported"
    UNFIT = "unfit"
    HAS_COPIES = "has_copies"
    TWO_PEOPLE = "two_people"
    APPEALED = "appealed"
    DECIDED = "decided"
    UNKNOWN = "unknown"

    @property
    def is_done(self) -> bool:
        """Whether the opinion is now as it was meant to be."""
        return self in {Outcome.DONE, Outcome.NO_CONSENT, Outcome.REPEATED}

    @property
    def label(self) -> Text:
        """Return what happened, for the moderator."""
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.DONE: say("已办理"),
    Outcome.NO_CONSENT: say("本人没有同意公开，改为只计数"),
    Outcome.REPEATED: say("这一批已经办理过，没有再办一次"),
    Outcome.NOTHING: say("本来就是这样，没有改动"),
    Outcome.CHANGED: say("刚才有人动过，请看过后再办"),
    Outcome.WITHDRAWN: say("本人已经撤回"),
    Outcome.SETTLED: say("已经办理过；要改，请先撤销上一次办理"),
    Outcome.CONSENTED: say("本人同意公开；要不公开，请选一条规则"),
    Outcome.REPORTED: say("采纳情况已在复核或者已公布，不能再改"),
    Outcome.UNFIT: say("找不到可以作为原件的那一条：要在同一事项里，而且没有撤回、没有标为重复"),
    Outcome.HAS_COPIES: say("别的意见标成了它的重复，它要留作原件"),
    Outcome.TWO_PEOPLE: say("两条意见留的联系方式不同；确是同一个人，请写明理由"),
    Outcome.APPEALED: say("本人已经申诉，请在“申诉”里答复"),
    Outcome.DECIDED: say("这是答复申诉的结果；要改，请重新办理"),
    Outcome.UNKNOWN: say("没有找到，或者不归您审核"),
}


class Target(NamedTuple):
    """An opinion as the moderator saw it: a later change is not overwritten."""

    number: int
    revision: int


def _target(sent: Any) -> Any:
    """Read `12.3`; raise ValueError for anything else."""
    number, _, revision = str(sent).partition(".")
    if not (number.isascii() and number.isdigit() and revision.isascii() and revision.isdigit()):
        raise ValueError(say("请从列表里选意见。"))
    if max(int(number), int(revision)) > LARGEST:
        raise ValueError(say("请从列表里选意见。"))
    return Target(int(number), int(revision))


def _stretch(sent: Any) -> Any:
    start, _, end = str(sent).partition("-")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        raise ValueError(say("请从列出的选项里选。"))
    return int(start[:9]), int(end[:9])


def new_batch() -> str:
    """Return the key that makes sending a form twice harmless."""
    return secrets.token_hex(16)


Batch = Annotated[str, StringConstraints(pattern=BATCH)]
Number = Annotated[int, Field(ge=1, le=LARGEST)]
SentTarget = Annotated[Target, BeforeValidator(_target)]
Stretch = Annotated[tuple[int, int], BeforeValidator(_stretch)]
Remark = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=500), AfterValidator(readable)
]


class Decision(Frozen):
    """One act on some opinions, for one reason."""

    batch: Batch
    targets: tuple[Target, ...] = Field(min_length=1, max_length=MOST_AT_ONCE)
    act: Act
    rule: str = ""  # its code; only where withheld
    duplicate_of: int | None = None
    reason: str = ""
    route: Route = Route.NONE  # where withheld: besides what the rule says
    covers: tuple[str, ...] = ()  # words to cover, as they stand in the text
    uncovered: tuple[tuple[int, int], ...] = ()  # stretches that are no personal data after all


def _rule_named(code: str, asked: ValidationInfo) -> str:
    if asked.data.get("act") is Act.WITHHOLD and not code:
        raise ValueError(say("不公开要依据一条规则，请先选规则。"))
    return code


def _original_named(number: int | None, asked: ValidationInfo) -> int | None:
    if asked.data.get("act") is Act.DUPLICATE and number is None:
        raise ValueError(say("请填原来那一条的编号。"))
    return number


RuleCode = Annotated[str, StringConstraints(max_length=30), AfterValidator(_rule_named)]
OriginalNumber = Annotated[Number | None, AfterValidator(_original_named)]


class ManyDraft(Frozen):
    """The form under the list."""

    batch: Batch
    targets: tuple[SentTarget, ...] = Field(min_length=1, max_length=MOST_AT_ONCE)
    act: Act
    many_rule: RuleCode = Field(default="", validate_default=True)
    many_duplicate_of: OriginalNumber = Field(default=None, validate_default=True)
    many_reason: Remark = ""

    @property
    def decision(self) -> Decision:
        """Return what is to be done."""
        return Decision(
            batch=self.batch,
            targets=self.targets,
            act=self.act,
            rule=self.many_rule,
            duplicate_of=self.many_duplicate_of,
            reason=self.many_reason,
        )


class OneDraft(Frozen):
    """The form beside one opinion's text."""

    batch: Batch
    revision: Number
    act: Act
    rule: RuleCode = Field(default="", validate_default=True)
    duplicate_of: OriginalNumber = Field(default=None, validate_default=True)
    route: Route = Route.NONE
    reason: Remark = ""
    covers: Annotated[str, StringConstraints(max_length=4000)] = ""  # one a line
    uncovered: tuple[Stretch, ...] = ()

    @field_validator("covers")
    @classmethod
    def _few_lines(cls, typed: str) -> str:
        lines = [line.strip() for line in typed.splitlines() if line.strip()]
        if len(lines) > MOST_COVERS:
            raise ValueError(say("一次最多遮住 {most} 处。", most=MOST_COVERS))
        if any(len(line) < 2 for line in lines):  # noqa: PLR2004 - one character stands everywhere
            raise ValueError(say("每行至少写两个字，免得遮得太多。"))
        return "\n".join(lines)

    def decision(self, number: int) -> Decision:
        """Return what is to be done with this opinion."""
        return Decision(
            batch=self.batch,
            targets=(Target(number, self.revision),),
            act=self.act,
            rule=self.rule,
            duplicate_of=self.duplicate_of,
            reason=self.reason,
            route=self.route,
            covers=tuple(self.covers.splitlines()),
            uncovered=self.uncovered,
        )


class UndoDraft(Frozen):
    """What is to be taken back: a whole batch, or some of its opinions."""

    batch: Batch
    numbers: tuple[Number, ...] = Field(default=(), max_length=MOST_AT_ONCE)


class AppealAnswerDraft(Frozen):
    """The answer to an appeal."""

    outcome: AppealOutcome
    answer: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=5, max_length=1000),
        AfterValidator(readable),
    ]


class RowResult(Frozen):
    """What came of one opinion of a batch."""

    number: int
    outcome: Outcome
    state: OpinionState | None = None


class RuleChoice(Frozen):
    """A rule one may withhold by."""

    id: int
    code: str
    title: str
    explanation: str
    citation: str
    route: Route
    is_answered: bool
    valid_from: date


class Withholding(Frozen):
    """Whom to tell that an opinion was withheld, and of which."""

    number: int
    subject_title: str
    contact_kind: ContactKind
    contact_sealed: str
    language: str


class Standing(Frozen):
    """An opinion as rules judge it."""

    number: int
    revision: int
    state: OpinionState
    subject: int
    lead_unit: int
    may_publish: bool
    route: Route
    rule: int | None
    contact_index: str
    is_looked_at: bool  # by a moderator
    is_reported: bool  # its subject's report is on its way or out
    has_copies: bool  # others are marked as duplicates of it
    has_appeal: bool
