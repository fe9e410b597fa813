import pytest

from backend.demo import load_demo
from backend.kernel.database import rows

pytestmark = pytest.mark.anyio


async def test_the_demo_county_stands_as_its_content_says(db):
    assert await load_demo() is True
    found = await rows(
        "SELECT code, state, current_version FROM decision WHERE is_public ORDER BY code"
    )
    standing = {row["code"]: (row["state"], row["current_version"]) for row in found}
    assert standing["QZ-2025-02"] == ("executing", 1)
    assert standing["QZ-2025-04"] == ("evaluating", 1)
    assert standing["QZ-2025-06"] == ("removed", 3)
    assert standing["QZ-2026-03"] == ("in_procedure", 2)
    assert standing["QZ-2026-06"] == ("in_procedure", 1)
    assert standing["QZ-2027-01"] == ("in_procedure", None)
    assert (await rows("SELECT count(*) AS n FROM unit"))[0]["n"] == 39


async def test_a_second_load_touches_nothing(db):
    await load_demo()
    before = await rows("SELECT count(*) AS n FROM journal_entry")
    assert await load_demo() is False
    assert await rows("SELECT count(*) AS n FROM journal_entry") == before


async def test_past_steps_are_marked_and_add_up(db):
    await load_demo()
    steps = await rows(
        "SELECT s.state, s.is_backfilled, s.output FROM plan_step s JOIN decision d"
        " ON d.id = s.decision WHERE d.code = 'QZ-2025-01' AND s.kind = 'participation'"
    )
    assert steps == [
        {"state": "completed", "is_backfilled": True, "output": "公开征求意见31天，收到意见46条"}
    ]
    figures = await rows(
        "SELECT sum(received) AS received FROM decision_participation_figures f"
        " JOIN decision d ON d.id = f.decision WHERE d.code LIKE 'QZ-2025-%'"
    )
    assert figures[0]["received"] == 46 + 28 + 63 + 12
