"""The published opinions of a consultation as a table of any length."""

from collections.abc import AsyncIterator

from backend.kernel.clock import county_date
from backend.kernel.documents.schemas import Column, Value
from backend.opinions.enums import Channel, Result
from backend.opinions.queries.published import stream_published
from backend.opinions.schemas.shown import OpinionPublic

TITLE = "公开的意见"
COLUMNS = (
    Column("编号", 8),
    Column("反馈人", 12),
    Column("渠道", 10),
    Column("收到日期", 16),
    Column("针对的条文", 24),
    Column("意见内容", 60),
    Column("采纳情况", 12),
    Column("理由", 48),
    Column("意见要点", 30),
)
CHANNELS = {channel: str(channel.label) for channel in Channel}
RESULTS = {result: str(result.label) for result in Result}
NOT_ANSWERED = ("", "", "")


async def rows_of(subject_id: int) -> AsyncIterator[tuple[Value, ...]]:
    """Yield the rows of the table, in the order the opinions came."""
    async for opinion in stream_published(subject_id):
        yield _row(opinion)


def _row(opinion: OpinionPublic) -> tuple[Value, ...]:
    answer = opinion.answer
    answered = (
        (RESULTS[answer.result], answer.reason, "；".join(answer.points))
        if answer
        else NOT_ANSWERED
    )
    return (
        opinion.number,
        opinion.said_by,
        CHANNELS[opinion.channel],
        county_date(opinion.received_at),
        "；".join(passage.label for passage in opinion.passages),
        opinion.text,
        *answered,
    )
