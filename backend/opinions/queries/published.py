"""Published opinions as everybody reads them: masked words, no name, the answer once it is out.

One statement for a page, one opinion or all of them: what an opinion points at and what it was
answered is read only for the rows that are returned.
"""

from collections.abc import AsyncIterator
from typing import Any

from backend.kernel.database import rows, stream
from backend.kernel.errors import NotFound
from backend.kernel.paging import LARGEST_PAGE, Page, read_cursor, write_cursor
from backend.opinions.enums import AgeBand, SubmitterKind
from backend.opinions.rules.names import said_by
from backend.opinions.schemas.shown import OpinionPublic

PAGE_SIZE = 20
LAST_NUMBER = 2**53  # past every opinion's
WORDS = """
SELECT o.id, o.public_text, o.channel, o.received_at, o.submitter_kind, o.organisation_name,
       o.name_masked, o.age_band, a.result, a.reason,
       CASE WHEN a.id IS NOT NULL THEN
           ARRAY(SELECT t.title FROM opinion_point_member m JOIN opinion_point t ON t.id = m.point
                 WHERE m.opinion = o.id ORDER BY t.position) END AS points
"""
SHOWN = f"{WORDS}, k.ids AS passage_ids, k.labels AS passage_labels"
ANSWERED = "LEFT JOIN opinion_answer a ON a.opinion = o.id"
POINTED = """
LEFT JOIN LATERAL (
    SELECT array_agg(p.id ORDER BY p.position, p.id) AS ids,
           array_agg(p.label ORDER BY p.position, p.id) AS labels
    FROM opinion_reference r JOIN opinion_passage p ON p.id = r.passage WHERE r.opinion = o.id
) k ON TRUE
"""
BESIDE = ANSWERED + POINTED
# One value as a list, and its order asked for: this only the index of published opinions can give.
# Walking back over all opinions by number would wade through those of every later subject first.
OF_SUBJECT = f"""{SHOWN} FROM opinion o {BESIDE}
WHERE o.subject = ANY(ARRAY[{{}}::int]) AND o.state = 'published' AND o.id < {{}}
ORDER BY o.subject, o.id DESC LIMIT {{}}"""
# In the references' own order, and each opinion by its number: a clause of few opinions among many
# is found as fast as one of many. OFFSET 0 keeps the planner from wading through all opinions.
LED_TO = """
CROSS JOIN LATERAL (
    SELECT * FROM opinion WHERE id = f.opinion AND subject = {} AND state = 'published' OFFSET 0
) o
"""
OF_PASSAGE = f"""{SHOWN} FROM opinion_reference f {LED_TO} {BESIDE}
WHERE f.passage = {{}}::bigint AND f.opinion < {{}} ORDER BY f.opinion DESC LIMIT {{}}"""
OF_POINT = f"""{SHOWN} FROM opinion_point_member f {LED_TO} {BESIDE}
WHERE f.point = {{}}::bigint AND f.opinion < {{}} ORDER BY f.opinion DESC LIMIT {{}}"""
ONE = f"""{SHOWN} FROM opinion o {BESIDE}
WHERE o.subject = {{}} AND o.id = {{}} AND o.state = 'published'"""
# Labels are looked up here: to join them to each of 100,000 rows takes longer than all the rest.
NAMED = "ARRAY(SELECT passage FROM opinion_reference WHERE opinion = o.id) AS passage_ids"
ALL = f"""{WORDS}, {NAMED} FROM opinion o {ANSWERED}
WHERE o.subject = {{}} AND o.state = 'published' ORDER BY o.id"""
LABELS = "SELECT id, label FROM opinion_passage WHERE subject = {} ORDER BY position, id"


async def list_published(
    subject_id: int,
    *,
    passage: int | None = None,
    cursor: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[OpinionPublic]:
    """Return published opinions, the newest number first, all or those that point at a passage.

    The order is the same for everybody. Raises Invalid for a cursor that is not ours.
    """
    if passage is None:
        return await _page(OF_SUBJECT, subject_id, cursor=cursor, size=size)
    return await _page(OF_PASSAGE, subject_id, passage, cursor=cursor, size=size)


async def list_published_of_point(
    subject_id: int, point: int, *, cursor: str | None = None, size: int = PAGE_SIZE
) -> Page[OpinionPublic]:
    """Return the published opinions of an opinion point, the newest number first.

    Raises Invalid for a cursor that is not ours.
    """
    return await _page(OF_POINT, subject_id, point, cursor=cursor, size=size)


async def get_published(subject_id: int, number: int) -> OpinionPublic:
    """Return one published opinion of a subject; raise NotFound for any other."""
    if not 0 < number < LAST_NUMBER:
        raise NotFound
    found = await rows(ONE, subject_id, number)
    if not found:
        raise NotFound
    return _shown(found[0])


async def stream_published(subject_id: int) -> AsyncIterator[OpinionPublic]:
    """Yield every published opinion of a subject by its number, in constant memory."""
    labels: dict[int, str] = {}
    async for row in stream(ALL, subject_id):
        if not labels:  # after the rows' snapshot was taken, so it knows every passage they name
            labels = {found["id"]: found["label"] for found in await rows(LABELS, subject_id)}
        yield _shown(_labelled(row, labels))


def _labelled(row: dict[str, Any], labels: dict[int, str]) -> dict[str, Any]:
    """Return a row with the labels of its passages, both in the draft's order."""
    named = row["passage_ids"]
    if len(named) > 1:
        named = [passage for passage in labels if passage in named]
    return {**row, "passage_ids": named, "passage_labels": [labels[it] for it in named]}


async def _page(sql: str, *of: int, cursor: str | None, size: int) -> Page[OpinionPublic]:
    if any(not 0 < number < LAST_NUMBER for number in of):
        return Page(items=())
    before = read_cursor(cursor, int)[0] if cursor else LAST_NUMBER
    most = min(size, LARGEST_PAGE)
    found = await rows(sql, *of, before, most + 1)
    following = write_cursor(found[most - 1]["id"]) if len(found) > most else None
    return Page(items=tuple(map(_shown, found[:most])), next=following)


def _shown(row: dict[str, Any]) -> OpinionPublic:
    """Return an opinion as it is read, checked whole in one go: exports make 100,000 of them."""
    passages = zip(row["passage_ids"] or (), row["passage_labels"] or (), strict=True)
    return OpinionPublic.model_validate(
        {
            "number": row["id"],
            "text": row["public_text"],
            "said_by": said_by(
                SubmitterKind(row["submitter_kind"]),
                name_masked=row["name_masked"],
                organisation_name=row["organisation_name"],
                age_band=AgeBand(row["age_band"]) if row["age_band"] else None,
            ),
            "channel": row["channel"],
            "received_at": row["received_at"],
            "passages": [{"id": number, "label": label} for number, label in passages],
            "answer": _answer(row),
        }
    )


def _answer(row: dict[str, Any]) -> dict[str, Any] | None:
    if row["result"] is None:
        return None
    return {"result": row["result"], "reason": row["reason"], "points": row["points"]}
