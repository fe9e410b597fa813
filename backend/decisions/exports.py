"""A year's catalogue to take away: XLSX to print, CSV to sort, JSON to compute with."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from backend.decisions.enums import ProcedureKind
from backend.decisions.schemas.public import CataloguePublic, DecisionPublic
from backend.decisions.schemas.public_parts import RequirementPublic
from backend.kernel.documents.schemas import Column, TableOut, Value
from backend.kernel.documents.spreadsheets_out import csv_lines, workbook_bytes

COLUMNS = (
    Column("序号", 6),
    Column("编号", 14),
    Column("事项名称", 40),
    Column("事项类别", 24),
    Column("承办单位", 20),
    Column("协办单位", 24),
    Column("决策依据", 40),
    Column("决策程序", 32),
    Column("拟决策时间", 14),
    Column("进展", 16),
    Column("决策结果", 32),
)
NEEDED, NOT_NEEDED = "需要", "不需要"


class Kind(NamedTuple):
    """One form in which a catalogue is handed out."""

    ending: str
    media_type: str
    write: Callable[[CataloguePublic], bytes]


def as_xlsx(catalogue: CataloguePublic) -> bytes:
    """Return a workbook of two sheets: the list, and which procedure each matter needs."""
    note = "　".join(
        part
        for part in (
            catalogue.doc_no,
            catalogue.meeting,
            f"{catalogue.published_on:%Y-%m-%d} 公布",
            *[f"{day:%Y-%m-%d} 调整" for day in catalogue.adjusted_on],
        )
        if part
    )
    listed = TableOut(catalogue.title, COLUMNS, _rows(catalogue), note)
    return workbook_bytes([listed, _matrix(catalogue)])


def as_csv(catalogue: CataloguePublic) -> bytes:
    """Return the list as CSV that every spreadsheet opens with its Chinese intact."""
    return b"".join(csv_lines(COLUMNS, _rows(catalogue)))


def as_json(catalogue: CataloguePublic) -> bytes:
    """Return everything public of the year, with the fields of the API."""
    return catalogue.model_dump_json(indent=1).encode()


KINDS = {
    "catalogue.xlsx": Kind(
        "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx
    ),
    "catalogue.csv": Kind("csv", "text/csv", as_csv),
    "catalogue.json": Kind("json", "application/json", as_json),
}


def _rows(catalogue: CataloguePublic) -> Iterator[tuple[Value, ...]]:
    for decision in catalogue.decisions:
        yield (
            decision.seq,
            decision.code,
            decision.title,
            f"{decision.category.value}. {decision.category_name}",
            decision.lead_unit.name,
            "、".join(unit.name for unit in decision.co_units),
            "\n".join(f"{line.name}{line.article}" for line in decision.basis),
            "、".join(part.name for part in decision.procedure if part.is_required),
            decision.planned_month or "",
            decision.state_name,
            _result(decision),
        )


def _result(decision: DecisionPublic) -> str:
    result = decision.result
    if result is None:
        return ""
    decided = f"{result.decided_on:%Y-%m-%d}" if result.decided_on else ""
    return " ".join(part for part in (decided, result.meeting, result.doc_no) if part)


def _matrix(catalogue: CataloguePublic) -> TableOut:
    columns = [Column("序号", 6), Column("事项名称", 40)]
    columns += [Column(str(kind.label), 18) for kind in ProcedureKind]
    return TableOut("决策程序", columns, _matrix_rows(catalogue))


def _matrix_rows(catalogue: CataloguePublic) -> Iterator[tuple[Value, ...]]:
    for decision in catalogue.decisions:
        yield (decision.seq, decision.title, *_needs(decision))


def _needs(decision: DecisionPublic) -> Iterator[str]:
    found = {part.kind: part for part in decision.procedure}
    for kind in ProcedureKind:
        part = found.get(kind)
        yield _need(part) if part else ""


def _need(part: RequirementPublic) -> str:
    word = NEEDED if part.is_required else NOT_NEEDED
    return f"{word}：{part.reason}" if part.reason else word
