"""Drawing up a consultation: begun, written part by part; all before publication."""

from datetime import date, datetime

from backend.consultations.enums.consultation import ConsultationState
from backend.consultations.operations.locking import (
    LockedConsultation,
    change,
    journal_subject,
    lock_consultation,
)
from backend.consultations.operations.parts import columns_of, write_rows
from backend.consultations.queries.content import load_part
from backend.consultations.rules import periods, permissions, slugs
from backend.consultations.schemas.drafting import (
    BasicsDraft,
    ConsultationRef,
    Overtaken,
    PartDraft,
    PeriodDraft,
)
from backend.consultations.tables import Consultation
from backend.journal import operations as journal
from backend.kernel.clock import county_date
from backend.kernel.database import rows, transaction
from backend.kernel.errors import Forbidden, Invalid
from backend.kernel.language import say
from backend.opinions.enums import SubjectKind
from backend.opinions.operations import subjects
from backend.opinions.schemas.subjects import SubjectAmendment, SubjectDraft
from backend.organisation.schemas import StaffMember

CLOSED = say("已经提交或公布，不能直接改；提交了的请先退回。")
ONE_AT_A_TIME = 20_261_121  # an advisory lock: two drafts never choose the same address
TAKEN = "SELECT key FROM opinion_subject WHERE kind = 'consultation' AND starts_with(key, {})"


async def draft_consultation(
    draft: BasicsDraft, *, staff: StaffMember, now: datetime
) -> ConsultationRef:
    """Begin a consultation and its subject in the ledger; raise Forbidden, or Invalid by field."""
    if not permissions.may_draft_for(staff, draft.lead_unit):
        raise Forbidden(say("您只能为本单位起草。"))
    async with transaction():
        columns = await columns_of(draft)
        slug = await _new_slug(draft.decision, county_date(now))
        subject_id = await subjects.open_subject(_subject(draft, slug, columns["lead_unit"]))
        row = Consultation(
            **columns, subject=subject_id, slug=slug, authors=[staff.id], created_at=now
        )
        written = await Consultation.insert(row).returning(Consultation.id)
        named = journal_subject(slug, draft.title, is_public=False)
        await journal.record(staff.actor, "consultation.draft", named)
    return ConsultationRef(id=written[0]["id"], slug=slug, subject_id=subject_id, revision=1)


async def amend_part(
    number: int, draft: PartDraft, *, staff: StaffMember
) -> ConsultationRef | Overtaken:
    """Rewrite a part; return Overtaken, saving nothing, when somebody saved it in between.

    Raises NotFound, Forbidden, and Invalid by field or once it was submitted or published.
    """
    async with transaction():
        consultation = await lock_consultation(number)
        require_editing(consultation, staff)
        if isinstance(draft, BasicsDraft) and not permissions.may_draft_for(staff, draft.lead_unit):
            raise Forbidden(say("您只能为本单位起草。"))
        if isinstance(draft, PeriodDraft):
            _require_days(draft)
        current = await load_part(number, type(draft))
        if draft.seen != current.seen:
            return Overtaken(current=current)
        return await _rewrite(consultation, draft, staff=staff)


def require_editing(consultation: LockedConsultation, staff: StaffMember) -> None:
    """Raise Forbidden, or Invalid once it was submitted: what was typed then comes back."""
    if not permissions.may_draft_for(staff, consultation.lead_unit):
        raise Forbidden
    if consultation.state is not ConsultationState.DRAFT:
        raise Invalid(CLOSED)


async def _rewrite(
    consultation: LockedConsultation, draft: PartDraft, *, staff: StaffMember
) -> ConsultationRef:
    columns = await columns_of(draft)
    named = consultation.subject
    if isinstance(draft, BasicsDraft):
        columns["slug"] = await _slug_for(consultation, draft)
        named = journal_subject(columns["slug"], draft.title, is_public=False)
        named_so = _subject(draft, columns["slug"], columns["lead_unit"])
        amendment = SubjectAmendment(**named_so.model_dump(exclude={"kind"}))
        await subjects.amend_subject(consultation.subject_id, amendment)
    await change(consultation, author=staff, **columns)
    await write_rows(consultation.id, draft)
    await journal.record(
        staff.actor,
        "consultation.amend",
        named,
        payload={"part": type(draft).__name__, "mark": draft.mark, "was": consultation.slug},
    )
    return consultation.ref.model_copy(update={"slug": columns.get("slug", consultation.slug)})


def _require_days(draft: PeriodDraft) -> None:
    if faults := periods.faults_of_days(draft.opens_on, draft.closes_on):
        raise Invalid(fields=faults)


async def _slug_for(consultation: LockedConsultation, draft: BasicsDraft) -> str:
    """Return the address again, another one when the decision is another one."""
    year = consultation.created_on.year
    if slugs.is_made_from(consultation.slug, draft.decision, year):
        return consultation.slug
    return await _new_slug(draft.decision, consultation.created_on)


async def _new_slug(decision: str, today: date) -> str:
    await rows("SELECT pg_advisory_xact_lock({})", ONE_AT_A_TIME)
    beginning = slugs.stem(decision, today.year)
    taken = {row["key"] for row in await rows(TAKEN, beginning)}
    return slugs.slug(decision, today.year, taken)


def _subject(draft: BasicsDraft, slug: str, lead_unit: int) -> SubjectDraft:
    return SubjectDraft(
        kind=SubjectKind.CONSULTATION,
        key=slug,
        title=draft.title,
        path=f"/consultations/{slug}",
        lead_unit=lead_unit,
        moderation=draft.moderation,
    )
