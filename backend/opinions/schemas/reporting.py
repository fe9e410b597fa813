"""The adoption report on its way into the public, as those who carry it see it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from backend.kernel.language import Text, say
from backend.kernel.text.fields import readable
from backend.opinions.enums import ReportState
from backend.opinions.schemas import Frozen
from backend.opinions.schemas.points import Caution
from backend.opinions.schemas.report import ResultCount
from backend.opinions.schemas.shown import Figures

MOST_STATEMENT = 5000  # characters


class Lack(StrEnum):
    """What keeps a report from being submitted or published."""

    PENDING = "pending"
    UNANSWERED = "unanswered"
    DISSENT = "dissent"
    POINT_UNANSWERED = "point_unanswered"
    REASON = "reason"
    DETAIL = "detail"
    STATEMENT = "statement"
    OPEN = "open"
    WARNING = "warning"


class Open(Frozen):
    """One thing still open: how many, and where it is put right (below the subject's address)."""

    lack: Lack
    count: int
    message: Text
    path: str


class StatementDraft(Frozen):
    """The words the report opens with."""

    statement: Annotated[
        str,
        StringConstraints(strip_whitespace=True, max_length=MOST_STATEMENT),
        AfterValidator(readable),
    ] = ""
    revision: int = 0


class Submission(Frozen):
    """The submitter's word that the warnings were looked at, each by its key."""

    acknowledged: tuple[str, ...] = ()


class ReturnNote(Frozen):
    """Why a report goes back to those who wrote it."""

    note: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=2, max_length=1000),
        AfterValidator(readable),
    ]


class Reading(Frozen):
    """The second reader's remark."""

    note: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=1000), AfterValidator(readable)
    ] = ""


class Clearance(Frozen):
    """The legality opinion."""

    clearance: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=2, max_length=2000),
        AfterValidator(readable),
    ]


class ReportStep(StrEnum):
    """What can be done with a report now."""

    WRITE = "write"
    SUBMIT = "submit"
    READ = "read"
    CLEAR = "clear"
    RETURN = "return"
    PUBLISH = "publish"

    @property
    def label(self) -> Text:
        """Return what the step is called."""
        return _STEPS[self]


_STEPS = {
    ReportStep.WRITE: say("写情况说明"),
    ReportStep.SUBMIT: say("提交复核"),
    ReportStep.READ: say("第二人复核"),
    ReportStep.CLEAR: say("合法性审核"),
    ReportStep.RETURN: say("退回修改"),
    ReportStep.PUBLISH: say("公布"),
}


class Carried(Frozen):
    """Who did what with the report."""

    step: ReportStep
    who: str
    at: datetime
    words: str = ""


class ReportForDesk(Frozen):
    """The report with what is open, what is warned of, and what this person may do."""

    subject_id: int
    state: ReportState
    statement: str
    revision: int
    carried: tuple[Carried, ...]
    returned: Carried | None
    open: tuple[Open, ...]
    warnings: tuple[Caution, ...]
    may: frozenset[ReportStep]
    refusal: Text | None  # why the next step is not this person's
    published_at: datetime | None


class ReportRef(Frozen):
    """A report after a step."""

    subject_id: int
    state: ReportState
    revision: int
    opinions: int = 0  # answered in public, by its publication


class FrozenFigures(Frozen):
    """The figures as they stood when the report was published."""

    figures: Figures
    by_result: tuple[ResultCount, ...] = ()
    points_by_result: tuple[ResultCount, ...] = ()
