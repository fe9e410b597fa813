"""Every field of every part has a name for the second of two editors."""

import pytest

from backend.consultations.enums.consultation import ConsultationType
from backend.consultations.rules.overtaking import LABELS, overtaken_fields
from backend.consultations.schemas.drafting import (
    BasicsDraft,
    ChangeRow,
    InterpretationDraft,
    PartDraft,
)


@pytest.mark.parametrize("part", PartDraft.__subclasses__(), ids=lambda part: part.__name__)
def test_every_field_has_a_name(part: type[PartDraft]) -> None:
    assert set(part.model_fields) - {"seen"} <= LABELS.keys()


def test_what_differs_is_told_in_words() -> None:
    theirs = BasicsDraft(
        title="青泽县公交方案", type=ConsultationType.OTHER, lead_unit="a", seen="1"
    )
    mine = theirs.model_copy(
        update={"type": ConsultationType.CATALOGUE_DRAFT, "is_close_to_market": True, "seen": "2"}
    )
    found = {
        str(one.label): (str(one.before), str(one.after)) for one in overtaken_fields(theirs, mine)
    }
    assert found == {
        "类型": ("其他", "决策目录草案"),
        "和市场主体生产经营活动密切相关": ("", "是"),
    }


def test_rows_are_told_as_lines() -> None:
    theirs = InterpretationDraft(changes=(ChangeRow(before="六点", after="八点"),))
    (found,) = overtaken_fields(theirs, InterpretationDraft())
    assert (found.before, found.after) == ("六点｜八点", "")
