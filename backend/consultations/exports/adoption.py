"""The adoption report to take away: Word as offices print it, XLSX to sort, JSON for programs."""

import asyncio
import hashlib
from collections.abc import AsyncIterable, AsyncIterator, Iterable
from typing import NamedTuple

from backend.consultations.schemas.public.consultation import ConsultationSummaryPublic
from backend.consultations.schemas.public.report import AdoptionAnswerPublic, AdoptionReportPublic
from backend.consultations.schemas.shown import ConsultationShown
from backend.kernel.documents.schemas import Column, TableOut, Value
from backend.kernel.documents.streamed_out import AT_ONCE, StreamedTable
from backend.kernel.documents.words_out import Paper, words_bytes
from backend.opinions.schemas.report import AdoptionReportShown, AnswerLine, ResultCount

MOST_IN_WORDS = 2_000  # rows; a longer table is for spreadsheets
NOT_SHOWN = "（没有公开：{because}）"
ANSWER_COLUMNS = (
    Column("序号", 6),
    Column("反馈人", 10),
    Column("意见内容", 56),
    Column("采纳情况", 14),
    Column("理由", 48),
)
MORE_COLUMNS = (Column("渠道", 10), Column("编号", 8), Column("意见要点", 30), Column("条文", 24))
POINT_COLUMNS = (
    Column("序号", 6),
    Column("意见要点", 40),
    Column("意见数", 10),
    Column("其中高度相近", 14),
    Column("采纳情况", 14),
    Column("理由", 56),
    Column("答复单位", 20),
)
FIGURE_COLUMNS = (Column("项目", 30), Column("条数", 12))


class Answered(NamedTuple):
    """A consultation, its report, and its answers as they come."""

    shown: ConsultationShown
    report: AdoptionReportShown
    answers: AsyncIterable[AnswerLine]

    @property
    def name(self) -> str:
        """Return what a file of it is called."""
        return f"{self.shown.title}意见采纳情况"


def sheets(answered: Answered) -> tuple[StreamedTable, ...]:
    """Return the three sheets: every opinion, the points, the figures."""
    return (
        StreamedTable(
            "采纳情况表",
            (*ANSWER_COLUMNS, *MORE_COLUMNS),
            _answer_rows(answered.answers),
            is_counted=True,
        ),
        StreamedTable("意见要点", POINT_COLUMNS, _given(_point_rows(answered.report))),
        StreamedTable("汇总", FIGURE_COLUMNS, _given(_figure_rows(answered.report))),
    )


async def words(answered: Answered) -> bytes:
    """Return the document: figures, the statement, the points, the table of every opinion."""
    listed = [line async for line in _first(answered.answers)]
    received, report = answered.report.figures.received, answered.report
    note = "" if received <= MOST_IN_WORDS else f"共 {received} 条，其余见同名 Excel 表格。"
    points = TableOut("意见要点及采纳情况", POINT_COLUMNS, _point_rows(report))
    answers = TableOut("意见采纳情况表", ANSWER_COLUMNS, [_row(line) for line in listed], note)
    paper = Paper(
        answered.name,
        paragraphs=[part for part in (report.statement, figures_told(report)) if part],
        tables=[points, answers] if report.points else [answers],
        signed_by=answered.shown.unit_name,
        dated=answered.shown.feedback_published_on,
        is_landscape=True,
    )
    return await asyncio.to_thread(words_bytes, paper)


async def json_parts(answered: Answered) -> AsyncIterator[bytes]:
    """Yield one JSON object, its answers a line each, their number and SHA-256 at the end."""
    digest, count, held = hashlib.sha256(), 0, [_json_head(answered)]
    async for line in answered.answers:
        part = AdoptionAnswerPublic.of(line).model_dump_json().encode()
        digest.update(part)
        held += [b",\n" if count else b"\n", part]
        count += 1
        if count % AT_ONCE == 0:
            yield b"".join(held)
            held = []
    held.append(f'],\n"count":{count},"sha256":"{digest.hexdigest()}"}}\n'.encode())
    yield b"".join(held)


def _json_head(answered: Answered) -> bytes:
    head = ConsultationSummaryPublic.of(answered.shown).model_dump_json()
    report = AdoptionReportPublic.of(answered.report, answered.shown.slug).model_dump_json()
    return f'{{"consultation":{head},\n"report":{report},\n"answers":['.encode()


def figures_told(report: AdoptionReportShown) -> str:
    """Return how the figures add up, in a paragraph."""
    figures = report.figures
    parts = [
        f"公开 {figures.published} 条",
        *[f"依规不公开（{one.title}）{one.opinions} 条" for one in figures.withheld_by],
        *_unless_none("只计数不公开", figures.counted_only),
        *_unless_none("重复提交", figures.duplicate),
        *_unless_none("本人撤回", figures.withdrawn),
    ]
    ways = "，".join(f"{one.channel.label} {one.received} 条" for one in figures.channels)
    results = "，".join(f"{one.result.label} {one.count} 条" for one in report.by_result)
    return (
        f"共收到意见 {figures.received} 条（{ways}），其中{'，'.join(parts)}。"
        f"有效意见 {figures.valid} 条：{results}。"
    )


def _unless_none(name: str, count: int) -> list[str]:
    return [f"{name} {count} 条"] if count else []


async def _first(answers: AsyncIterable[AnswerLine]) -> AsyncIterator[AnswerLine]:
    count = 0
    async for line in answers:
        yield line
        count += 1
        if count == MOST_IN_WORDS:
            return


def _row(line: AnswerLine) -> tuple[Value, ...]:
    said = line.text or NOT_SHOWN.format(because=line.not_shown_because)
    result = str(line.result.label if line.result else line.state.label)
    return (line.place, line.said_by or "—", said, result, line.reason)


async def _answer_rows(answers: AsyncIterable[AnswerLine]) -> AsyncIterator[tuple[Value, ...]]:
    async for line in answers:
        more = (str(line.channel.label), line.number)
        yield (*_row(line), *more, "；".join(line.points), "；".join(line.passages))


def _point_rows(report: AdoptionReportShown) -> list[tuple[Value, ...]]:
    return [
        (
            point.position,
            point.title,
            point.opinions,
            point.near_identical,
            str(point.result.label),
            point.reason,
            point.unit_name,
        )
        for point in report.points
    ]


def _figure_rows(report: AdoptionReportShown) -> list[tuple[Value, ...]]:
    figures = report.figures
    return [
        ("收到", figures.received),
        ("公开", figures.published),
        ("只计数，不公开", figures.counted_only),
        *[(f"依规不公开：{one.title}", one.opinions) for one in figures.withheld_by],
        ("重复提交", figures.duplicate),
        ("本人撤回", figures.withdrawn),
        ("有效意见", figures.valid),
        *[(f"渠道：{one.channel.label}", one.received) for one in figures.channels],
        *_results("意见", report.by_result),
        *_results("要点", report.points_by_result),
    ]


def _results(of: str, counts: Iterable[ResultCount]) -> list[tuple[Value, ...]]:
    return [(f"{of}：{one.result.label}", one.count) for one in counts]


async def _given(rows: Iterable[tuple[Value, ...]]) -> AsyncIterator[tuple[Value, ...]]:
    for row in rows:
        yield row
