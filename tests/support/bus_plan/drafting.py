"""Drawing the consultation up at the desk: its parts, its text, out of the drafter's hands."""

import re
from datetime import date

from backend.kernel.clock import today
from tests.support.bus_plan.content import Said, Story
from tests.support.reading_forms import Reader

DAY = re.compile(r"依法最早到\s*(\d{4})年(\d{1,2})月(\d{1,2})日")
MISTYPED = ("第一条　目标", "第一条　目木示")


async def draw_up(desk: Reader, story: Story) -> str:
    """Write every part and the text, hand it in, and return its address at the desk."""
    said = story.asked
    await desk.open("/desk/consultations/new")
    basics = {"title": said["title"], "type": "major_decision", "lead_unit": said["lead_unit"]}
    await desk.press("保存，开始准备", {**basics, "decision": said["decision_id"]})
    here = desk.path
    await _period(desk, here)
    await _write(desk, f"{here}/announcement", _announcement(said))
    await _write(desk, f"{here}/note", _note(said))
    await _interpretation(desk, f"{here}/interpretation", said["interpretation"])
    await _text(desk, here, story.draft)
    await desk.open(here)
    assert "还缺" not in desk.words
    return here


async def hand_in(desk: Reader, here: str) -> None:
    """Submit it; from then on the drafter only reads."""
    await desk.open(here)
    told = await desk.press("提交审核")
    assert "等县政府办公室审核公布" in told


async def _write(desk: Reader, path: str, typed: dict[str, str]) -> None:
    await desk.open(path)
    await desk.press("保存", typed)
    await desk.open(path)
    for name, value in typed.items():
        assert value.replace("\n", "\r\n") in _kept(desk, name), f"{path}: {name} was not kept"


def _kept(desk: Reader, name: str) -> str:
    return "\r\n".join(desk.typed(name)).replace("\r\n", "\n").replace("\n", "\r\n")


async def _period(desk: Reader, here: str) -> None:
    """Open today, close on the first day the law allows, as the page counts it."""
    await desk.open(f"{here}/period")
    counted = await desk.press("算一算", {"opens_on": today().isoformat()})
    found = DAY.search(re.sub(r"\s+", "", counted))
    assert found, counted
    closes_on = date(*map(int, found.groups()))
    days = {"opens_on": today().isoformat(), "closes_on": closes_on.isoformat()}
    await _write(desk, f"{here}/period", days)


def _announcement(said: Said) -> dict[str, str]:
    ways = said["channels"]
    return {
        "announcement": said["announcement"],
        "email": ways["email"],
        "phone": ways["phone"],
        "postal_address": ways["mail"]["address"],
        "postcode": ways["mail"]["postcode"],
        "envelope_note": ways["mail"]["envelope_note"],
        "venues": "\n".join(ways["venue"]),
    }


def _note(said: Said) -> dict[str, str]:
    note = said["drafting_note"]
    listed = ("basis", "main_content", "focus_questions", "affected_groups")
    return {
        "background": note["background"],
        "process": note["process"],
        **{name: "\n".join(note[name]) for name in listed},
    }


async def _interpretation(desk: Reader, path: str, said: Said) -> None:
    """Type the rows one by one, asking for one more each time."""
    await desk.open(path)
    typed = {"plain_summary": said["plain_summary"]}
    for place, row in enumerate(said["changes"]):
        typed |= {f"changes-{place}-{name}": row[name] for name in ("before", "after")}
        await desk.press("再加一处对照", typed)
    for place, row in enumerate(said["qa"]):
        typed |= {f"questions-{place}-question": row["q"], f"questions-{place}-answer": row["a"]}
        await desk.press("再加一问", typed)
    await desk.press("保存", typed)


async def _text(desk: Reader, here: str, text: str) -> None:
    """Paste the draft with a slip of the pen in it, and mend that where clauses are corrected."""
    await desk.open(f"{here}/draft")
    await desk.press("认出条文", {"text": text.replace(*MISTYPED)})
    (field,) = [name for name, value in desk.sent() if value == "目木示"]
    await desk.press("保存", {field: "目标"})
    assert "目木示" not in desk.words
