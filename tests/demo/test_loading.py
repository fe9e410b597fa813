"""The demo county, loaded once, stands as its content says; a second load touches nothing."""

import json
from pathlib import Path

import pytest

from backend.demo import load_demo
from backend.kernel.database import rows
from backend.opinions.queries.figures import count_raw, figures_of
from backend.opinions.queries.report import get_report

pytestmark = pytest.mark.anyio
SEEDS = Path(__file__).parents[2] / "seeds" / "demo"
SAME = {
    "partly_adopted": "partially_adopted",
    "out_of_scope": "answered_directly",
    "already_covered": "supportive_no_change",
}
WAYS = {"web": "online_web", "wechat": "online_wechat", "counter": "venue"}


async def test_the_demo_county_stands_as_its_content_says(db):
    assert await load_demo() is True
    await _decisions_stand()
    await _past_steps_are_marked_and_add_up()
    await _the_bus_plan_was_answered()
    before = await rows("SELECT count(*) AS n FROM journal_entry")
    assert await load_demo() is False
    assert await rows("SELECT count(*) AS n FROM journal_entry") == before


async def _decisions_stand() -> None:
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


async def _past_steps_are_marked_and_add_up() -> None:
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


async def _the_bus_plan_was_answered() -> None:
    said = json.loads((SEEDS / "adoption.json").read_text(encoding="utf-8"))["summary"]
    subject = (await rows("SELECT id FROM opinion_subject WHERE key = 'qz-2025-02'"))[0]["id"]
    report = await get_report(subject)
    figures = report.figures
    assert (figures.received, figures.valid) == (said["received"], said["valid"])
    assert figures.withheld - 1 == said["invalid"]  # one is withheld and answered all the same
    answered = {one.result.value: one.count for one in report.by_result}
    expected = {n: c for n, c in said["by_disposition"].items() if n != "invalid"}
    assert {SAME.get(name, name): count for name, count in answered.items()} == expected
    points = {one.result.value: one.count for one in report.points_by_result}
    assert {SAME.get(n, n): c for n, c in points.items()} == said["points_by_result"]
    ways = {one.channel.value: one.received for one in figures.channels if one.received}
    assert {WAYS.get(name, name): count for name, count in ways.items()} == said["by_channel"]
    assert await figures_of(subject) == await count_raw(subject)
