import pytest
from pydantic import ValidationError

from backend.journal.schemas import SYSTEM
from backend.journal.tables import JournalEntry
from backend.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from backend.organisation.enums import Role, UnitKind
from backend.organisation.operations.units import add_unit, amend_unit
from backend.organisation.queries.units import (
    get_unit,
    get_unit_public,
    list_units,
    list_units_public,
    unit_choices,
)
from backend.organisation.schemas import UnitAmendment, UnitDraft
from tests.support import factories

pytestmark = pytest.mark.anyio


def draft(code="transport", name="县交通运输局", **given):
    return UnitDraft(code=code, name=name, kind=UnitKind.DEPARTMENT, **given)


def amendment(name="县交通运输局", **given):
    return UnitAmendment(**{"name": name, "kind": "department", "is_active": True} | given)


async def test_a_unit_is_added_and_journaled(db):
    await add_unit(draft("gov", "县人民政府"), manager=SYSTEM)
    unit = await add_unit(draft(parent_code="gov", phone="0000-8800118"), manager=SYSTEM)
    assert unit.parent_code == "gov"
    assert await get_unit("transport") == unit
    actions = await JournalEntry.select(JournalEntry.action, JournalEntry.is_public)
    assert actions == [{"action": "unit.add", "is_public": False}] * 2


async def test_only_the_office_keeps_units(db):
    editor = await factories.staff(roles=(Role.CATALOGUE_EDITOR,))
    with pytest.raises(Forbidden):
        await add_unit(draft(), manager=editor)
    with pytest.raises(Forbidden):
        await amend_unit("office", amendment(), manager=editor)


async def test_a_taken_code_or_name_is_said_beside_the_field(db):
    await add_unit(draft(), manager=SYSTEM)
    with pytest.raises(Invalid) as code:
        await add_unit(draft(name="另一个局"), manager=SYSTEM)
    assert set(code.value.fields) == {"code"}
    with pytest.raises(Invalid) as name:
        await add_unit(draft("other"), manager=SYSTEM)
    assert set(name.value.fields) == {"name"}
    await add_unit(draft("third", "第三个局"), manager=SYSTEM)
    with pytest.raises(Invalid) as renamed:
        await amend_unit("third", amendment(), manager=SYSTEM)
    assert set(renamed.value.fields) == {"name"}


@pytest.mark.parametrize(
    "given", [{"code": "New"}, {"code": "new"}, {"code": "1a"}, {"code": "a b"}, {"code": ""},
              {"name": "短" * 101}, {"email": "not an address"}, {"position": -1}]
)  # fmt: skip
def test_a_unit_has_a_shape(given):
    with pytest.raises(ValidationError):
        UnitDraft(**{"code": "ok", "name": "某某局", "kind": "department"} | given)


async def test_a_unit_cannot_stand_below_itself(db):
    await add_unit(draft("a", "甲局"), manager=SYSTEM)
    await add_unit(draft("b", "乙局", parent_code="a"), manager=SYSTEM)
    with pytest.raises(Invalid):
        await amend_unit("a", amendment("甲局", parent_code="b"), manager=SYSTEM)
    with pytest.raises(Invalid):
        await add_unit(draft("c", "丙局", parent_code="nowhere"), manager=SYSTEM)


async def test_a_unit_with_people_at_work_stays_open(db):
    await factories.staff(unit_code="transport")
    with pytest.raises(Conflict):
        await amend_unit("transport", amendment(is_active=False), manager=SYSTEM)


async def test_a_closed_unit_is_neither_offered_nor_public(db):
    await add_unit(draft(), manager=SYSTEM)
    assert [unit.code for unit in await list_units_public()] == ["transport"]
    await amend_unit("transport", amendment(is_active=False), manager=SYSTEM)
    assert await list_units_public() == ()
    assert await unit_choices() == ()
    assert [unit.code for unit in await list_units()] == ["transport"]
    with pytest.raises(NotFound):
        await get_unit_public("transport")


async def test_two_editors_at_once_the_second_is_told(db):
    seen = (await add_unit(draft(), manager=SYSTEM)).revision
    await amend_unit("transport", amendment(phone="1", revision=seen), manager=SYSTEM)
    with pytest.raises(Invalid):
        await amend_unit("transport", amendment(phone="2", revision=seen), manager=SYSTEM)
    assert (await get_unit("transport")).phone == "1"


@pytest.mark.parametrize("code", ["nowhere", "", "a\x00", "A"])
async def test_a_unit_that_is_not_there_is_not_found(db, code):
    with pytest.raises(NotFound):
        await get_unit(code)
    with pytest.raises(NotFound):
        await amend_unit(code, amendment(), manager=SYSTEM)


async def test_units_stand_in_the_countys_own_order(db):
    await add_unit(draft("b", "乙局", position=1), manager=SYSTEM)
    await add_unit(draft("a", "甲局", position=2), manager=SYSTEM)
    assert [unit.code for unit in await unit_choices()] == ["b", "a"]
