"""What a clerk is shown of a row to correct, and what of the answer differs."""

from collections.abc import Mapping

from backend.decisions.enums.imports import ColumnField
from backend.decisions.importing.cells import read_category
from backend.decisions.importing.units import Units, first_and_others
from backend.decisions.schemas.imports import RowReading, UnitName

ALWAYS = (ColumnField.TITLE, ColumnField.LEAD_UNIT, ColumnField.CO_UNITS, ColumnField.CATEGORY)
UNITS = (ColumnField.LEAD_UNIT, ColumnField.CO_UNITS)

Texts = Mapping[ColumnField, str]


def shown_texts(row: RowReading, units: tuple[UnitName, ...]) -> dict[ColumnField, str]:
    """Return a row's fields as the form shows them: one lead unit, the other units as helpers.

    A lead unit or category that was not understood is shown empty, to be chosen.
    """
    texts = {field: row.texts.get(field, "") for field in (*ALWAYS, *row.texts)}
    texts.pop(ColumnField.GROUP, None)
    first, others = first_and_others(texts[ColumnField.LEAD_UNIT])
    found = [match.unit for match in Units(units).read(first)]
    texts[ColumnField.LEAD_UNIT] = found[0].name if len(found) == 1 and found[0] else ""
    helpers = filter(None, (others, texts[ColumnField.CO_UNITS]))
    texts[ColumnField.CO_UNITS] = "、".join(helpers)
    category = read_category(texts[ColumnField.CATEGORY])
    texts[ColumnField.CATEGORY] = str(category.value) if category else ""
    return texts


def corrected(row: RowReading, before: Texts, shown: Texts, sent: Texts) -> dict[ColumnField, str]:
    """Return the row's corrections with what was changed now added.

    The units of one cell are split over two fields of the form, so both are kept together; a
    lead unit left unchosen stays as the file wrote it.
    """
    changed = {field: sent[field] for field in shown if sent.get(field, "") != shown[field]}
    if any(field in changed for field in UNITS):
        lead = sent.get(ColumnField.LEAD_UNIT, "")
        as_written = first_and_others(row.texts.get(ColumnField.LEAD_UNIT, ""))[0]
        changed[ColumnField.LEAD_UNIT] = lead or as_written
        changed[ColumnField.CO_UNITS] = sent.get(ColumnField.CO_UNITS, "")
    return {**before, **changed}
