"""What happened to one opinion, from the tables that hold it, in order of time."""

from typing import Any

from backend.kernel.database import rows
from backend.kernel.language import Text, say
from backend.opinions.enums import OpinionState, Result
from backend.opinions.schemas.answering import HistoryLine

EVENTS = """
SELECT o.recorded_at AS at, coalesce(s.name, '') AS who, 'recorded' AS kind, '' AS word
FROM opinion o LEFT JOIN staff s ON s.id = o.entered_by WHERE o.id = {}
UNION ALL
SELECT a.acted_at, s.name, 'moderated', a.to_state
FROM moderation_act a JOIN staff s ON s.id = a.acted_by WHERE a.opinion = {}
UNION ALL
SELECT a.undone_at, s.name, 'undone', a.from_state
FROM moderation_act a JOIN staff s ON s.id = a.undone_by WHERE a.opinion = {}
UNION ALL
SELECT m.added_at, s.name, 'grouped', p.title FROM opinion_point_member m
JOIN opinion_point p ON p.id = m.point JOIN staff s ON s.id = m.added_by WHERE m.opinion = {}
UNION ALL
SELECT a.assigned_at, s.name, 'assigned', u.name FROM opinion_assignment a
JOIN unit u ON u.id = a.unit JOIN staff s ON s.id = a.assigned_by WHERE a.opinion = {}
UNION ALL
SELECT d.decided_at, s.name, 'answered', d.result
FROM opinion_disposition d JOIN staff s ON s.id = d.decided_by WHERE d.opinion = {}
ORDER BY at
"""


async def history_of(number: int) -> tuple[HistoryLine, ...]:
    """Return what happened to an opinion, first things first."""
    found = await rows(EVENTS, *(number,) * EVENTS.count("{}"))
    return tuple(HistoryLine(at=row["at"], who=row["who"], what=_worded(row)) for row in found)


def _worded(row: dict[str, Any]) -> Text:
    word = row["word"]
    match row["kind"]:
        case "recorded":
            return say("收到意见")
        case "moderated":
            return say("审核：{state}", state=OpinionState(word).label)
        case "undone":
            return say("撤销审核，恢复为：{state}", state=OpinionState(word).label)
        case "grouped":
            return say("归入要点「{title}」", title=word)
        case "assigned":
            return say("交办给{unit}", unit=word)
        case _:
            return say("单独答复：{result}", result=Result(word).label)
