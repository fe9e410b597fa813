"""One decision as the desk shows it: eleven flat reads, however long its history."""

from collections.abc import Sequence
from typing import Any

from backend.decisions.enums import CatalogueState
from backend.decisions.queries.content import load_contents
from backend.decisions.queries.desk.adjustments import list_adjustments_of
from backend.decisions.rules import permissions, publishing
from backend.decisions.rules.difference import difference
from backend.decisions.rules.sheet import decision_actions
from backend.decisions.schemas.content import DecisionContent
from backend.decisions.schemas.desk import DecisionForDesk, StepForDesk, VersionForDesk
from backend.decisions.schemas.files import AttachmentForStaff, FileToSend
from backend.kernel.database import rows
from backend.kernel.errors import NotFound
from backend.organisation.schemas import StaffMember

DECISION = """
SELECT d.id, d.former_code, c.state AS catalogue_state, d.is_public, d.nondisclosure_basis,
       d.is_by_reference,
       d.is_of_wide_concern, d.current_version, d.revision, d.meeting, d.decided_on, d.doc_no,
       d.result_published_on,
       EXISTS (SELECT FROM adjustment a WHERE a.decision = d.id AND a.state = 'proposed')
           AS is_proposed
FROM decision d JOIN catalogue c ON c.id = d.catalogue WHERE d.code = {}
"""
STEPS = """
SELECT seq, kind, name, planned_start, planned_end, actual_start, actual_end, state, output,
       is_internal
FROM plan_step WHERE decision = {} ORDER BY seq
"""
FILES = """
SELECT a.id, a.kind, a.title, a.file_name, a.content_type, a.size, a.sha256, s.seq AS step,
       a.is_public, a.first_published_at IS NOT NULL AS was_public, a.added_by,
       coalesce(p.name, '') AS added_by_name, a.added_at
FROM decision_attachment a LEFT JOIN plan_step s ON s.id = a.step
LEFT JOIN staff p ON p.id = a.added_by WHERE a.decision = {} ORDER BY a.id
"""
VERSIONS = """
SELECT v.number, v.published_on, v.content, v.content_sha256, a.kind
FROM decision_version v LEFT JOIN adjustment a ON a.id = v.adjustment
WHERE v.decision = {} ORDER BY v.number
"""
FILE = """
SELECT a.storage_key, a.file_name, a.content_type, a.size
FROM decision_attachment a WHERE a.decision = {} AND a.id = {}
"""


async def get_decision_for_desk(code: str, staff: StaffMember) -> DecisionForDesk:
    """Return a decision whole; raise NotFound for an unknown one, or one not theirs to know."""
    row, content = await _known(code, staff)
    decision_id = row["id"]
    state = CatalogueState(row.pop("catalogue_state"))
    is_published = row["current_version"] is not None
    return DecisionForDesk(
        **row,
        content=content,
        catalogue_state=state,
        gaps=()
        if is_published
        else publishing.gaps_of_decision(content, is_public=row["is_public"]),
        steps=tuple(StepForDesk(**step) for step in await rows(STEPS, decision_id)),
        files=tuple(AttachmentForStaff(**file) for file in await rows(FILES, decision_id)),
        adjustments=await list_adjustments_of(decision_id, staff),
        versions=_versions(await rows(VERSIONS, decision_id)),
        actions=decision_actions(
            staff,
            content.lead_unit.code,
            catalogue=state,
            state=content.state,
            is_published=is_published,
            is_proposed=row["is_proposed"],
        ),
    )


async def get_file_for_desk(code: str, attachment_id: int, staff: StaffMember) -> FileToSend:
    """Return where a decision's file is stored; raise NotFound."""
    row, _ = await _known(code, staff)
    found = await rows(FILE, row["id"], attachment_id)
    if not found:
        raise NotFound
    return FileToSend(**found[0])


async def _known(code: str, staff: StaffMember) -> tuple[dict[str, Any], DecisionContent]:
    found = await rows(DECISION, code)
    if not found:
        raise NotFound
    content = (await load_contents([found[0]["id"]]))[found[0]["id"]]
    units = {unit.code for unit in (content.lead_unit, *content.co_units)}
    if not permissions.may_see(staff, is_public=found[0]["is_public"], units=units):
        raise NotFound
    return found[0], content


def _versions(found: Sequence[dict[str, Any]]) -> tuple[VersionForDesk, ...]:
    """Return the versions, newest first, each with its difference to the one before."""
    contents = [DecisionContent.model_validate_json(row["content"]) for row in found]
    lines = [
        VersionForDesk(
            **{name: value for name, value in row.items() if name != "content"},
            changes=difference(contents[place - 1], contents[place]) if place else (),
        )
        for place, row in enumerate(found)
    ]
    return tuple(reversed(lines))
