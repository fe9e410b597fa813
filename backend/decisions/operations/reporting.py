"""The year-end completion report of a catalogue."""

from datetime import datetime

from backend.decisions.enums import CatalogueState
from backend.decisions.operations.locking import lock_catalogue
from backend.decisions.rules import permissions
from backend.decisions.schemas.drafts import CatalogueRef, ReportDraft
from backend.decisions.tables import Catalogue
from backend.journal import operations as journal
from backend.kernel.clock import county_date
from backend.kernel.database import transaction
from backend.kernel.errors import Conflict, Forbidden
from backend.kernel.language import say
from backend.organisation.schemas import StaffMember


async def publish_completion_report(
    year: int, draft: ReportDraft, *, staff: StaffMember, now: datetime
) -> CatalogueRef:
    """Publish how the year's catalogue was carried out; once, and only for a public catalogue."""
    if not permissions.may_approve(staff):
        raise Forbidden
    async with transaction():
        catalogue = await lock_catalogue(year)
        if catalogue.state is not CatalogueState.PUBLISHED:
            raise Conflict(say("目录公布以后，才能公布完成情况。"))
        if catalogue.report_published_on is not None:
            raise Conflict(say("这一年的完成情况已经公布过了。"))
        await Catalogue.update(
            {
                Catalogue.report_published_on: county_date(now),
                Catalogue.report_summary: draft.summary,
                Catalogue.revision: Catalogue.revision + 1,
            }
        ).where(Catalogue.id == catalogue.id)
        subject = catalogue.subject.model_copy(update={"path": f"/decisions/years/{year}/report"})
        await journal.record(
            staff.actor, "catalogue.report", subject, payload=draft, is_public=True
        )
    return catalogue.ref
