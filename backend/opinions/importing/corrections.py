"""What a clerk is shown of a row to correct, and what of the answer differs."""

from collections.abc import Mapping
from typing import Any

from backend.opinions.enums import AgeBand, Channel, SubmitterKind
from backend.opinions.importing import cells
from backend.opinions.schemas.importing import ColumnField, ImportForDesk, RowReading

UNSHOWN = frozenset({ColumnField.IGNORED, ColumnField.SEQ})
Texts = Mapping[ColumnField, str]


def shown_texts(row: RowReading) -> dict[ColumnField, str]:
    """Return a row's fields as the form shows them: what is chosen from a list by its value.

    What was not understood is shown empty, to be chosen.
    """
    texts = {field: row.texts.get(field, "") for field in ColumnField if field not in UNSHOWN}
    channel = cells.read_channel(texts[ColumnField.CHANNEL])
    kind = cells.read_kind(texts[ColumnField.KIND])
    age = cells.read_age(texts[ColumnField.AGE])
    texts[ColumnField.CHANNEL] = channel.value if channel else ""
    texts[ColumnField.KIND] = kind.value if kind else ""
    texts[ColumnField.AGE] = age.value if age else ""
    return texts


def corrected(before: Texts, shown: Texts, sent: Texts) -> dict[ColumnField, str]:
    """Return the row's corrections with what was changed now added, in words a cell could say."""
    changed = {field: sent[field] for field in shown if sent.get(field, "") != shown[field]}
    return {**before, **{field: _said(field, value) for field, value in changed.items()}}


def _said(field: ColumnField, value: str) -> str:
    """Return a chosen value as a register would write it."""
    spoken = WORDS_OF.get(field, {})
    return spoken.get(value, value)


def layout_values(found: ImportForDesk) -> dict[str, Any]:
    """Return what the form about columns starts with."""
    layout = found.reading.layout if found.reading else None
    return {
        "channel": found.channel.value if found.channel else "",
        "received_on": found.received_on.isoformat() if found.received_on else "",
        "sheet": found.sheet,
        "header_row": layout.header_rows[0] + 1 if layout and layout.header_rows else "",
        "columns": [column.field.value for column in layout.columns] if layout else [],
    }


def row_values(row: RowReading) -> dict[str, Any]:
    """Return what the form about a row starts with."""
    texts = {field.value: text for field, text in shown_texts(row).items()}
    return {**texts, "is_included": row.is_included}


AGES = {
    AgeBand.UNDER_18: "17",
    AgeBand.TO_35: "18-35",
    AgeBand.TO_50: "36-50",
    AgeBand.TO_65: "51-65",
    AgeBand.OVER_65: "66以上",
}
WORDS_OF: dict[ColumnField, dict[str, str]] = {
    ColumnField.CHANNEL: {one.value: cells.CHANNELS[one][0] for one in Channel},
    ColumnField.KIND: {one.value: cells.KINDS[one][0] for one in SubmitterKind},
    ColumnField.AGE: {band.value: words for band, words in AGES.items()},
}
