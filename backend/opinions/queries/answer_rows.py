"""One row of the per-opinion table: 序号, 反馈人, 意见内容, 采纳情况, 理由."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from backend.kernel.database import rows
from backend.kernel.language import say
from backend.opinions.enums import OpinionState
from backend.opinions.queries.effective import OF_POINTS_OF_ONE
from backend.opinions.queries.sight import who
from backend.opinions.schemas.report import AnswerLine

NO_CONSENT = str(say("本人没有同意公开"))
BECAUSE = {
    OpinionState.RECEIVED: str(say("还没有审核")),
    OpinionState.COUNTED_ONLY: NO_CONSENT,
    OpinionState.DUPLICATE: str(say("同一人重复提交，合并答复")),
    OpinionState.WITHDRAWN: str(say("本人已撤回")),
}
# What is public of an opinion and nothing else; the words only where they are published.
SHOWN = """
SELECT o.id, o.channel, o.state,
       CASE o.state WHEN 'published' THEN o.public_text ELSE '' END AS public_text,
       o.submitter_kind, o.organisation_name, o.name_masked, o.age_band,
       coalesce(r.title, '') AS rule_title, a.result, coalesce(a.reason, '') AS reason,
       ARRAY(SELECT m.point FROM opinion_point_member m WHERE m.opinion = o.id) AS points,
       ARRAY(SELECT f.passage FROM opinion_reference f WHERE f.opinion = o.id) AS passages
FROM opinion o LEFT JOIN moderation_rule r ON r.id = o.rule
"""
PLACED = " WHERE o.subject = {} AND o.id > {} ORDER BY o.id LIMIT {}"
ANSWERS = SHOWN + "LEFT JOIN opinion_answer a ON a.opinion = o.id" + PLACED
PREVIEWED = SHOWN + f"LEFT JOIN LATERAL ({OF_POINTS_OF_ONE}) a ON TRUE" + PLACED

# Few, and every row names some of them: read once, they are not joined a hundred thousand times.
IN_ORDER = """
SELECT 'point' AS kind, id, position, title AS name FROM opinion_point WHERE subject = {}
UNION ALL SELECT 'passage', id, position, label FROM opinion_passage WHERE subject = {}
ORDER BY kind, position, id
"""


class Names(NamedTuple):
    """The points and passages of a subject, each in its order."""

    points: dict[int, str]
    passages: dict[int, str]


async def names_of(subject_id: int) -> Names:
    """Return what a subject's points and passages are called."""
    names = Names({}, {})
    for row in await rows(IN_ORDER, subject_id, subject_id):
        of_kind = names.points if row["kind"] == "point" else names.passages
        of_kind[row["id"]] = row["name"]
    return names


def answer_line(row: dict[str, Any], place: int, names: Names) -> AnswerLine:
    """Return a row as the table shows it; nobody is named whose words are not published."""
    is_shown = row["state"] == OpinionState.PUBLISHED
    passages = in_order(names.passages, row["passages"])
    points = in_order(names.points, row["points"]) if row["result"] else ()
    return AnswerLine(
        place=place,
        number=row["id"],
        said_by=who(row) if is_shown else "",
        channel=row["channel"],
        state=row["state"],
        text=row["public_text"] if is_shown else "",
        not_shown_because="" if is_shown else _because(row),
        result=row["result"],
        reason=row["reason"],
        points=tuple([names.points[point] for point in points]),
        passages=tuple([names.passages[passage] for passage in passages]),
        passage_ids=passages,
    )


def in_order(names: dict[int, str], ids: Sequence[int]) -> tuple[int, ...]:
    """Return ids in the order of what they name."""
    if len(ids) < 2:  # noqa: PLR2004 - most rows name one
        return tuple(ids)
    named = set(ids)
    return tuple([known for known in names if known in named])


def _because(row: dict[str, Any]) -> str:
    return row["rule_title"] or BECAUSE[OpinionState(row["state"])]
