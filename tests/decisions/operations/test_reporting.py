from datetime import UTC, date, datetime

import pytest

from backend.decisions.operations import reporting
from backend.decisions.schemas.drafts import ReportDraft
from backend.decisions.tables import Catalogue
from backend.journal.tables import JournalEntry
from backend.kernel.errors import Conflict, Forbidden
from tests.support import decisions, factories

pytestmark = pytest.mark.anyio
YEAR_END = datetime(2026, 12, 31, 2, 0, tzinfo=UTC)
REPORT = ReportDraft(summary="列入目录6项，完成5项，移出1项（已说明理由）。")


async def test_the_report_is_public_from_its_day_on(db):
    await factories.published_catalogue(count=1)
    await reporting.publish_completion_report(
        2026, REPORT, staff=await decisions.officer(), now=YEAR_END
    )
    row = await Catalogue.select().first()
    assert (row["report_published_on"], row["report_summary"]) == (
        date(2026, 12, 31),
        REPORT.summary,
    )
    entry = await JournalEntry.select().order_by(JournalEntry.id, ascending=False).first()
    assert (entry["action"], entry["is_public"]) == ("catalogue.report", True)


async def test_a_report_is_published_once(db):
    await factories.published_catalogue(count=1)
    office = await decisions.officer()
    await reporting.publish_completion_report(2026, REPORT, staff=office, now=YEAR_END)
    with pytest.raises(Conflict):
        await reporting.publish_completion_report(2026, REPORT, staff=office, now=YEAR_END)


async def test_a_catalogue_that_is_not_public_has_no_report(db):
    await decisions.draft_catalogue(count=1)
    with pytest.raises(Conflict):
        await reporting.publish_completion_report(
            2026, REPORT, staff=await decisions.officer(), now=YEAR_END
        )


async def test_only_the_office_publishes_the_report(db):
    await factories.published_catalogue(count=1)
    with pytest.raises(Forbidden):
        await reporting.publish_completion_report(
            2026, REPORT, staff=await decisions.editor(), now=YEAR_END
        )
