import json
from pathlib import Path

import pytest

from backend.decisions.importing.units import Units, first_and_others, is_like_units
from backend.decisions.schemas.imports import UnitName

SEED = json.loads((Path(__file__).parents[3] / "seeds" / "demo" / "orgs.json").read_text())
NAMES = tuple(UnitName(code=unit["id"], name=unit["name"]) for unit in SEED["orgs"])


@pytest.fixture(scope="module")
def units():
    return Units(NAMES)


@pytest.mark.parametrize("unit", NAMES, ids=lambda unit: unit.code)
def test_every_unit_is_known_by_its_name_with_and_without_the_county(units, unit):
    for name in (unit.name, "青泽" + unit.name if unit.name.startswith("县") else unit.name):
        assert [match.unit for match in units.read(name)] == [unit]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("县发改局", "县发展和改革局"),
        ("住建局", "县住房和城乡建设局"),
        ("县人社局", "县人力资源和社会保障局"),
        ("卫健局", "县卫生健康局"),
        ("市场监管局", "县市场监督管理局"),
        ("市监局", "县市场监督管理局"),
        ("县综合执法局", "县综合行政执法局"),
        ("自然资源局", "县自然资源和规划局"),
        ("教体局", "县教育和体育局"),
        ("县政府办", "县政府办公室"),
        ("开发区", "青泽经济开发区管委会"),
        ("柳湾镇", "柳湾镇人民政府"),
        ("泽滨街道", "泽滨街道办事处"),
    ],
)
def test_short_names_are_known(units, words, name):
    assert [match.unit.name for match in units.read(words)] == [name]


@pytest.mark.parametrize(
    ("words", "name"),
    [("县司法厅", "县司法局"), ("县水利水务局", "县水务局"), ("县民政政局", "县民政局")],
)
def test_a_near_name_is_suggested_and_never_taken(units, words, name):
    match = units.read(words)[0]
    assert match.unit is None
    assert name in [unit.name for unit in match.suggestions]


@pytest.mark.parametrize("words", ["县政府各部门", "各镇街", "有关单位", "市财政厅外经处某某科室"])
def test_a_word_for_many_units_or_none_is_neither_taken_nor_suggested(units, words):
    match = units.read(words)[0]
    assert (match.unit, match.suggestions) == (None, ())


def test_several_units_keep_their_order_and_their_part(units):
    found = units.read("牵头单位：县司法局；配合单位：县财政局、县公安局")
    assert [(match.unit.code, match.is_co) for match in found] == [
        ("justice", False),
        ("finance", True),
        ("police", True),
    ]


def test_a_name_with_and_in_it_is_one_unit(units):
    assert [match.unit.code for match in units.read("县教育和体育局、县发展和改革局")] == [
        "edu",
        "ndrc",
    ]


def test_a_name_two_units_share_is_not_decided():
    twins = Units((UnitName(code="a", name="县司法局"), UnitName(code="b", name="市司法局")))
    match = twins.read("司法局")[0]
    assert match.unit is None
    assert len(match.suggestions) == 2


def test_cells_of_units_are_told_from_sentences():
    assert is_like_units("县政府各部门，各镇街、开发区")
    assert not is_like_units("做好政策宣传工作，打造营商环境。")


def test_the_first_unit_is_told_from_the_others_as_written():
    assert first_and_others("法制办（牵头）、县财政局") == ("法制办", "县财政局")
    assert first_and_others("") == ("", "")
