"""One row of the per-opinion table: 序号, 反馈人, 意见内容, 采纳情况, 理由."""

from typing import Any

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
       ARRAY(SELECT t.title FROM opinion_point_member m JOIN opinion_point t ON t.id = m.point
             WHERE m.opinion = o.id ORDER BY t.position) AS points,
       ARRAY(SELECT p.label FROM opinion_reference f JOIN opinion_passage p ON p.id = f.passage
             WHERE f.opinion = o.id ORDER BY p.position, p.id) AS passages,
       ARRAY(SELECT p.id FROM opinion_reference f JOIN opinion_passage p ON p.id = f.passage
             WHERE f.opinion = o.id ORDER BY p.position, p.id) AS passage_ids
FROM opinion o LEFT JOIN moderation_rule r ON r.id = o.rule
"""
PLACED = " WHERE o.subject = {} AND o.id > {} ORDER BY o.id LIMIT {}"
ANSWERS = SHOWN + "LEFT JOIN opinion_answer a ON a.opinion = o.id" + PLACED
PREVIEWED = SHOWN + f"LEFT JOIN LATERAL ({OF_POINTS_OF_ONE}) a ON TRUE" + PLACED


def answer_line(row: dict[str, Any], place: int) -> AnswerLine:
    """Return a row as the table shows it; nobody is named whose words are not published."""
    is_shown = row["state"] == OpinionState.PUBLISHED
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
        points=tuple(row["points"]) if row["result"] else (),
        passages=tuple(row["passages"]),
        passage_ids=tuple(row["passage_ids"]),
    )


def _because(row: dict[str, Any]) -> str:
    return row["rule_title"] or BECAUSE[OpinionState(row["state"])]
