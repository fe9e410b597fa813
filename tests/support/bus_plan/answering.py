"""Answering at the workbench: points, single answers, the final text, the report's four hands."""

import re
from collections.abc import Sequence
from html import unescape

from tests.support.bus_plan.content import Said, Story, result_of
from tests.support.bus_plan.taking_part import Receipts
from tests.support.reading_forms import Reader, number_of

READ = "逐条核对，理由与会议纪要一致。"
CLEARED = "采纳情况及理由符合法律、法规、规章规定，修改后的文本程序合法。"
NOTE = "根据公开征求的意见修改。"
CLAUSE = re.compile(r'<fieldset class="card cause" id="([^"]+)">\s*<legend><strong[^>]*>(第\w+?条)')
BOX = re.compile(r'<label[^>]* for="([^"]+)-points-(\d+)"[^>]*>\d+\. ([^<]+)</label>')


async def group(desk: Reader, subject: str, point: Said, receipts: Receipts) -> None:
    """Put a point's opinions together with its answer, page by page as the list shows them."""
    waiting = {receipts[name][0] for name in point["comment_ids"]}
    into = {
        "title": point["topic"],
        "result": result_of(point["result"]).value,
        "reason": point["reason"],
    }
    while waiting:
        ticked = await desk.first_ticks(f"{subject}?show=all", "opinions", waiting)
        await desk.press("归并到要点", {"opinions": ticked, **into})
        waiting -= set(map(number_of, ticked))
        points = desk.choices("point")
        into = {"point": next(key for key, words in points.items() if point["topic"] in words)}


async def mark_alike(desk: Reader, subject: str, point: Said, receipts: Receipts) -> None:
    """Mark the members of a point that are the same letter sent many times."""
    alike = {receipts[name][0] for name in point["near_identical_ids"]}
    if alike:
        await desk.open(f"{subject}/points")
        here = desk.link(point["topic"])
        ticked = await desk.first_ticks(here, "opinions", alike)
        assert len(ticked) == len(alike)
        await desk.press("标为内容相近", {"opinions": ticked})


async def answer_alone(
    desk: Reader, subject: str, said: Sequence[Said], receipts: Receipts
) -> None:
    """Answer those that are in no point, each in its own words."""
    for one in said:
        if not one["opinion_point_ids"] and one["disposition"] != "invalid":
            number = receipts[one["comment_id"]][0]
            await desk.open(f"{subject}/opinions/{number}")
            result = result_of(one["disposition"]).value
            await desk.press("保存答复", {"result": result, "reason": one["reply"]}, to="/answer")


async def write_final_text(desk: Reader, consultation: str, story: Story) -> None:
    """Begin the final text as a copy, paste it changed, and tick what changed each clause."""
    await desk.open(consultation)
    await desk.press("开始写", {"note": NOTE})
    version = desk.path.removesuffix("/clauses")
    await desk.open(f"{version}/text")
    await desk.press("认出条文", {"text": story.final})
    await desk.open(f"{version}/carry-over")
    await desk.press("保存")
    await _name_causes(desk, version, story)


async def _name_causes(desk: Reader, version: str, story: Story) -> None:
    await desk.open(f"{version}/causes")
    boxes = [(row, key, unescape(words)) for row, key, words in BOX.findall(desk.html)]
    typed: dict[str, list[str]] = {}
    for row, label in CLAUSE.findall(desk.html):
        titles = story.points_of(label)
        ticked = [key for of, key, words in boxes if of == row and words in titles]
        assert len(ticked) == len(titles), (label, titles)
        typed[f"{row}-points"] = ticked
    await desk.press("保存", typed)


async def carry_report(hands: dict[str, Reader], subject: str, statement: str) -> None:
    """Write the opening words; hand in, read by a second person, cleared by a third."""
    writer = hands["transport"]
    await writer.open(f"{subject}/report")
    told = await writer.press("保存情况说明", {"statement": statement})
    assert "每条有效意见都有了答复和理由" in told, told
    warnings = list(writer.choices("acknowledged"))
    await writer.press("提交给第二人复核", {"acknowledged": warnings} if warnings else {})
    await hands["office"].open(f"{subject}/report")
    await hands["office"].press("复核通过", {"note": READ})
    await hands["review"].open(f"{subject}/report")
    await hands["review"].press("审核通过", {"clearance": CLEARED})
