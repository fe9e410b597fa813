import asyncio
from pathlib import Path

import pytest

from backend.decisions.enums import Category
from backend.decisions.enums.imports import ColumnField
from backend.decisions.operations import imports
from backend.decisions.operations.drafting import draft_catalogue, draft_decision
from backend.decisions.queries.imports import get_import, list_imports
from backend.decisions.schemas.drafts import ApprovalDraft
from backend.decisions.schemas.imports import ImportDraft, LayoutDraft, RowDraft
from backend.decisions.tables import Catalogue, Decision
from backend.kernel.clock import now
from backend.kernel.database import rows
from backend.kernel.documents.storage import InMemory
from backend.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from backend.kernel.importing.enums import ImportState
from backend.organisation.enums import Role
from tests.support import factories
from tests.support.decisions import catalogue_draft, decision_draft

pytestmark = pytest.mark.anyio

HEADER = "序号,事项名称,承办单位,协办单位,决策程序,完成时限\n"
GOOD = "1,青泽县停车管理办法,县司法局,县财政局,公众参与、专家论证,2026年12月\n"
OTHER = ",青泽县供热实施方案,县财政局,,合法性审查,第四季度\n"
FAULTY = "3,青泽县公交方案,县交通厅,,,全年\n"
DAMAGED = Path(__file__).parents[1] / "importing" / "task_allocation.txt"


@pytest.fixture
async def editor(db):
    return await an_editor()


async def an_editor():
    for code, name in (
        ("justice", "县司法局"),
        ("finance", "县财政局"),
        ("transport", "县交通运输局"),
    ):
        await factories.unit(code, name)
    return await factories.staff(unit_code="justice", roles=(Role.CATALOGUE_EDITOR,))


async def opened(staff, text, *, encoding="utf-8", category=Category.PUBLIC_POLICY, year=2026):
    draft = ImportDraft(year=year, category=category)
    source = InMemory(text.encode(encoding))
    return await imports.open_import(draft, source, name="目录.csv", staff=staff)


async def confirmed(import_id, staff, revision=None):
    seen = revision or (await get_import(import_id)).revision
    return await imports.confirm_import(
        import_id, ApprovalDraft(revision=seen), staff=staff, now=now()
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
async def test_nothing_is_in_the_catalogue_before_confirmation_and_all_after(editor, encoding):
    import_id = await opened(editor, HEADER + GOOD + OTHER, encoding=encoding)
    assert len((await get_import(import_id)).reading.included) == 2
    assert (await Catalogue.count(), await Decision.count()) == (0, 0)
    done = await confirmed(import_id, editor)
    assert (done.year, done.count) == (2026, 2)
    found = await rows("SELECT code, title, planned_month FROM decision ORDER BY seq")
    assert [row["title"] for row in found] == ["青泽县停车管理办法", "青泽县供热实施方案"]
    assert [row["code"] for row in found] == ["QZ-2026-01", "QZ-2026-02"]
    assert (await get_import(import_id)).state is ImportState.CONFIRMED


async def test_a_faulty_row_keeps_everything_out(editor):
    import_id = await opened(editor, HEADER + GOOD + FAULTY)
    with pytest.raises(Invalid) as refused:
        await confirmed(import_id, editor)
    assert "1 行" in refused.value.message.source.format(count=1)
    assert await Decision.count() == 0
    assert await Catalogue.count() == 0


async def test_a_refusal_at_the_last_row_undoes_the_first(editor):
    last = GOOD.replace("1,", "899,", 1)  # no number is left after it
    import_id = await opened(editor, HEADER + last + OTHER)
    with pytest.raises(Invalid) as refused:
        await confirmed(import_id, editor)
    assert str(refused.value.message).startswith("第 3 行没能导入")
    assert (await Catalogue.count(), await Decision.count()) == (0, 0)
    assert (await get_import(import_id)).state is ImportState.OPEN


async def test_a_corrected_row_is_imported_as_corrected(editor):
    import_id = await opened(editor, HEADER + FAULTY)
    draft = RowDraft(
        is_included=True,
        seq="3",
        title="青泽县公交方案",
        lead_unit="县交通运输局",
        planned="全年",
        category="2",
    )
    present = await imports.correct_row(import_id, 2, draft, staff=editor)
    assert present.reading.faulty == ()
    await confirmed(import_id, editor)
    found = (
        await rows("SELECT d.category, u.code FROM decision d JOIN unit u ON u.id = d.lead_unit")
    )[0]
    assert (found["category"], found["code"]) == (2, "transport")


async def test_a_correction_of_one_cell_leaves_the_others_as_written(editor):
    import_id = await opened(editor, HEADER + GOOD)
    before = (await get_import(import_id)).reading.items[0]
    draft = RowDraft(
        is_included=True,
        seq="1",
        title="青泽县停车管理办法（修订）",
        lead_unit="县司法局",
        co_units="县财政局",
        procedure="公众参与、专家论证",
        planned="2026年12月",
    )
    row = (await imports.correct_row(import_id, 2, draft, staff=editor)).reading.items[0]
    assert row.draft.title == "青泽县停车管理办法（修订）"
    assert row.draft.model_copy(update={"title": ""}) == before.draft.model_copy(
        update={"title": ""}
    )


async def test_choosing_the_lead_keeps_the_other_units_of_the_cell(editor):
    text = "事项名称,承办单位\n青泽县停车管理办法,法制办、县财政局\n"
    import_id = await opened(editor, text)
    draft = RowDraft(
        is_included=True,
        title="青泽县停车管理办法",
        lead_unit="县司法局",
        co_units="县财政局",
    )
    row = (await imports.correct_row(import_id, 2, draft, staff=editor)).reading.items[0]
    assert (row.draft.lead_unit, row.draft.co_units) == ("justice", ("finance",))


async def test_faulty_rows_can_be_left_out_together(editor):
    import_id = await opened(editor, HEADER + GOOD + FAULTY)
    present = await imports.leave_out_faulty(import_id, staff=editor)
    assert [row.number for row in present.reading.included] == [2]
    assert (await confirmed(import_id, editor)).count == 1


async def test_columns_are_what_the_clerk_says(editor):
    text = "甲,乙,丙\n1,青泽县停车管理办法,县司法局\n"
    import_id = await opened(editor, text)
    draft = LayoutDraft(
        year=2026,
        category=Category.PLANNING,
        header_row=1,
        columns=(ColumnField.SEQ, ColumnField.TITLE, ColumnField.LEAD_UNIT),
    )
    await imports.choose_layout(import_id, draft, staff=editor)  # a new header is read afresh
    present = await imports.choose_layout(import_id, draft, staff=editor)
    assert [row.draft.lead_unit for row in present.reading.items] == ["justice"]
    assert present.category is Category.PLANNING


async def test_a_second_confirmation_is_refused(editor):
    import_id = await opened(editor, HEADER + GOOD)
    await confirmed(import_id, editor)
    with pytest.raises(Conflict):
        await confirmed(import_id, editor)
    assert await Decision.count() == 1


async def test_an_import_changed_since_it_was_looked_at_is_not_confirmed(editor):
    import_id = await opened(editor, HEADER + GOOD)
    seen = (await get_import(import_id)).revision
    await imports.leave_out_faulty(import_id, staff=editor)
    with pytest.raises(Conflict):
        await confirmed(import_id, editor, seen)


async def test_what_the_draft_holds_already_is_an_error_in_the_row(editor):
    await confirmed(await opened(editor, HEADER + GOOD), editor)
    row = (await get_import(await opened(editor, HEADER + GOOD))).reading.items[0]
    assert [problem.field for problem in row.errors] == [ColumnField.SEQ, ColumnField.TITLE]


async def test_a_published_year_takes_no_import(db):
    await factories.published_catalogue(2025, 1)
    with pytest.raises(Conflict):
        await opened(await an_editor(), HEADER + GOOD, year=2025)


async def test_rows_go_into_a_draft_that_is_there_already(editor):
    await draft_catalogue(catalogue_draft(2026), staff=editor)
    await draft_decision(decision_draft(2026, lead_unit="justice", contact_unit=None), staff=editor)
    text = HEADER + GOOD.replace("1,", ",", 1)
    await confirmed(await opened(editor, text), editor)
    assert {row["seq"] for row in await rows("SELECT seq FROM decision")} == {1, 2}


async def test_a_discarded_import_forgets_its_table(editor):
    import_id = await opened(editor, HEADER + GOOD)
    await imports.discard_import(import_id, staff=editor, now=now())
    assert (await get_import(import_id)).reading.rows == ()
    assert await list_imports() == ()
    with pytest.raises(Conflict):
        await confirmed(import_id, editor)


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.REVIEWER, Role.AUDITOR])
async def test_only_keepers_of_the_catalogue_import(db, role):
    with pytest.raises(Forbidden):
        await opened(await factories.staff(roles=(role,)), HEADER + GOOD)


async def test_a_row_that_is_no_decision_cannot_be_corrected(editor):
    import_id = await opened(editor, HEADER + GOOD)
    for number in (1, 99):
        with pytest.raises(NotFound):
            await imports.correct_row(import_id, number, RowDraft(), staff=editor)


async def test_nothing_sent_is_asked_for(editor):
    with pytest.raises(Invalid) as refused:
        await imports.open_import(ImportDraft(year=2026), None, name="", staff=editor)
    assert "file" in refused.value.fields


async def test_an_endless_file_is_refused_beside_its_field(editor):
    class Endless:
        taken = 0

        async def read(self, size: int = -1) -> bytes:
            self.taken += size
            return b"a,b\n" * (size // 4)

    source = Endless()
    with pytest.raises(Invalid) as refused:
        await imports.open_import(ImportDraft(year=2026), source, name="大.csv", staff=editor)
    assert "file" in refused.value.fields
    assert source.taken < 25 * 1024 * 1024


async def test_the_damaged_table_is_kept_for_the_clerk_and_enters_nothing(editor):
    draft = ImportDraft(year=2025, pasted=DAMAGED.read_text())
    import_id = await imports.open_import(draft, None, name="", staff=editor)
    present = await get_import(import_id)
    assert len(present.reading.faulty) == 39
    with pytest.raises(Invalid):
        await confirmed(import_id, editor)


async def test_two_confirmations_at_once_import_once(committed):
    editor = await an_editor()
    import_id = await opened(editor, HEADER + GOOD + OTHER)
    seen = (await get_import(import_id)).revision
    answers = await asyncio.gather(
        *[confirmed(import_id, editor, seen) for _ in range(5)], return_exceptions=True
    )
    assert sum(not isinstance(answer, Exception) for answer in answers) == 1
    assert all(isinstance(a, Conflict) for a in answers if isinstance(a, Exception))
    assert await Decision.count() == 2
