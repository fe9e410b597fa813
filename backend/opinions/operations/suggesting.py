"""Suggested groups: asked for, written by a computation, confirmed or turned down by a person."""

import asyncio
import hashlib
from collections.abc import Iterable, Sequence

from backend.kernel.database import open_connection, rows, transaction
from backend.kernel.errors import Invalid, NotFound
from backend.kernel.jobs import enqueue
from backend.kernel.language import say
from backend.kernel.text.likeness.groups import groups_of_like
from backend.kernel.text.likeness.saying import Group, GroupKind
from backend.opinions.operations.membership import (
    VALID,
    add_members,
    get_point_to_join,
    must_be_groupable,
    new_point,
    touch,
)
from backend.opinions.operations.working import Work, hold_work, record
from backend.opinions.queries.suggestions import sayings_of
from backend.opinions.schemas.points import Confirmation, Dismissal, PointRef
from backend.organisation.schemas import StaffMember

SUGGEST = "opinions.suggest_groups"  # the job
MOST_TERMS = 200  # characters
FORGET = """
DELETE FROM opinion_suggested_group
WHERE subject = $1 AND dismissed_by IS NULL AND fingerprint <> ALL($2::text[])
"""
WRITE = """
INSERT INTO opinion_suggested_group (subject, kind, likeness, terms, fingerprint, suggested_at)
VALUES ($1, $2, $3, $4, $5, now()) ON CONFLICT (subject, fingerprint) DO NOTHING RETURNING id
"""
WRITE_MEMBERS = """
INSERT INTO opinion_suggested_member ("group", opinion, is_dissenting)
SELECT $1, n.opinion, n.opinion = ANY($3::bigint[]) FROM unnest($2::bigint[]) AS n (opinion)
ORDER BY n.opinion
"""
SUBJECT = "SELECT id FROM opinion_subject WHERE id = $1 FOR NO KEY UPDATE"
GROUP = """
SELECT kind, terms, dismissed_by FROM opinion_suggested_group WHERE subject = {} AND id = {}
"""
MEMBERS = """
SELECT opinion, is_dissenting FROM opinion_suggested_member
WHERE "group" = {} AND (({} AND NOT is_dissenting) OR opinion = ANY({}::bigint[]))
ORDER BY opinion
"""
DISMISS = "UPDATE opinion_suggested_group SET dismissed_by = {} WHERE id = {}"


async def request_suggestions(subject_id: int, *, staff: StaffMember) -> None:
    """Have the subject's opinions compared anew, in the background; once, however often asked."""
    async with transaction():
        work = await hold_work(subject_id, staff)
        await enqueue(SUGGEST, {"subject": subject_id}, dedupe_key=f"{SUGGEST}:{subject_id}")
        await record(work, "point.ask_suggestions", staff=staff, payload={})


async def suggest_groups(subject_id: int) -> int:
    """Compare a subject's valid opinions and write what is alike; return how many groups.

    The same opinions give the same groups. What a person turned down stays turned down while its
    members are the same; nothing is ever grouped by this alone (个保法 art. 24).
    """
    groups = await asyncio.to_thread(groups_of_like, await sayings_of(subject_id))
    async with transaction():
        connection = open_connection()
        await connection.execute(SUBJECT, subject_id)
        await connection.execute(FORGET, subject_id, [fingerprint(group) for group in groups])
        for group in groups:
            await _write(subject_id, group)
    return len(groups)


async def confirm_suggestion(
    subject_id: int, group_id: int, draft: Confirmation, *, staff: StaffMember
) -> PointRef:
    """Put some or all members of a suggested group into a point, and say in the journal why.

    Who was found to say the contrary comes along only when chosen by number, and stands in the
    point as dissenting: its answer is not theirs. Raises Invalid for an opinion that is not in the
    group or needs no answer.
    """
    async with transaction():
        work = await hold_work(subject_id, staff)
        group = await _group(subject_id, group_id)
        named = [] if draft.is_whole else list(draft.opinions)
        chosen = await rows(MEMBERS, group_id, draft.is_whole, named)
        numbers = await _answerable(subject_id, [row["opinion"] for row in chosen], draft)
        point_id = await _point_for(work, draft, staff)
        added = await add_members(
            point_id,
            numbers,
            by=staff.id,
            dissenting=[row["opinion"] for row in chosen if row["is_dissenting"]],
            is_near_identical=group["kind"] == GroupKind.NEAR_IDENTICAL,
        )
        payload = {"point": point_id, "opinions": added, **group}
        await record(
            work, "point.confirm_suggestion", staff=staff, reason=draft.reason, payload=payload
        )
        return await touch(point_id, added=len(added))


async def dismiss_suggestion(
    subject_id: int, group_id: int, draft: Dismissal, *, staff: StaffMember
) -> int:
    """Turn a suggested group down: these opinions are not one. Return it; raise NotFound."""
    async with transaction():
        work = await hold_work(subject_id, staff)
        group = await _group(subject_id, group_id)
        await rows(DISMISS, staff.id, group_id)
        await record(
            work, "point.dismiss_suggestion", staff=staff, reason=draft.reason, payload=group
        )
    return group_id


def fingerprint(group: Group) -> str:
    """Return what stays the same as long as the same opinions are suggested for the same reason."""
    named = (group.kind.value, *sorted(group.members), "but", *sorted(group.dissenting))
    return hashlib.sha256(",".join(map(str, named)).encode()).hexdigest()


async def _write(subject_id: int, group: Group) -> None:
    connection = open_connection()
    group_id = await connection.fetchval(
        WRITE,
        *(subject_id, group.kind.value, round(group.likeness * 100)),
        *(_terms(group.terms), fingerprint(group)),
    )
    if group_id is not None:
        dissenting = list(group.dissenting)
        members = sorted({*group.members, *dissenting})
        await connection.execute(WRITE_MEMBERS, group_id, members, dissenting)


def _terms(terms: Iterable[str]) -> str:
    return "、".join(terms)[:MOST_TERMS]


async def _group(subject_id: int, group_id: int) -> dict[str, object]:
    """Return a group that is still suggested, as the journal tells of it; raise NotFound."""
    found = await rows(GROUP, subject_id, group_id)
    if not found or found[0]["dismissed_by"] is not None:
        raise NotFound(say("这组建议已经处理过，或者有了新的意见，请回到列表看看。"))
    return {"suggestion": group_id, "kind": found[0]["kind"], "terms": found[0]["terms"]}


async def _answerable(subject_id: int, numbers: Sequence[int], draft: Confirmation) -> list[int]:
    """Return those to group: of a whole group what needs an answer, else exactly those chosen."""
    if draft.is_whole:
        found = await rows(VALID, subject_id, list(numbers))
        return [row["id"] for row in found]
    wanted = sorted(set(draft.opinions))
    if not wanted:
        raise Invalid(fields={"opinions": say("请勾选要归并的意见。")})
    if len(numbers) != len(wanted):
        raise Invalid(fields={"opinions": say("有的意见不在这一组里，请重新勾选。")})
    await must_be_groupable(subject_id, wanted)
    return wanted


async def _point_for(work: Work, draft: Confirmation, staff: StaffMember) -> int:
    if draft.point is not None:
        return (await get_point_to_join(work.id, draft.point)).id
    return (await new_point(work.id, draft.title, by=staff.id)).id
