"""How seventy people say something: at home, in WeChat, by letter, on the phone, at a counter."""

import re
from collections.abc import Sequence

from backend.opinions.enums import Channel
from tests.support.bus_plan.content import Words
from tests.support.reading_forms import Reader, visitor

WECHAT = "Mozilla/5.0 (Linux; Android 14) Mobile Safari/537.36 MicroMessenger/8.0.50"
NUMBER = re.compile(r"第\s*(\d+)\s*号")
CODE = re.compile(r"/track/([0-9A-Z-]+)")

Receipts = dict[str, tuple[int, str]]
"""The number and the code that each opinion of the story got."""


async def write_online(address: str, slug: str, opinions: Sequence[Words]) -> Receipts:
    """Write each in three steps, in the browser the person has at hand."""
    found: Receipts = {}
    async with visitor(address) as web, visitor(address, **{"user-agent": WECHAT}) as wechat:
        for one in opinions:
            reader = wechat if one.channel is Channel.WECHAT else web
            found[one.name] = await _in_three_steps(reader, slug, one)
    return found


async def _in_three_steps(reader: Reader, slug: str, one: Words) -> tuple[int, str]:
    await reader.open(f"/consultations/{slug}/opinions/new")
    clauses = reader.choices("passages")
    about = [key for key, words in clauses.items() if one.articles and one.articles[0] in words]
    assert len(about) == len(one.articles[:1]), one
    await reader.press("下一步", {"text": one.fields["text"], "passages": about or [""]})
    signed = {name: value for name, value in one.fields.items() if name != "text"}
    await reader.press("下一步", signed)
    told = await reader.press("提交意见")
    code = CODE.search(reader.path)
    number = NUMBER.search(told)
    assert code, told
    assert number, told
    return int(number[1]), code[1]


async def type_in(desk: Reader, subject: str, opinions: Sequence[Words]) -> Receipts:
    """Type in what came by letter, mail, phone or at a counter, one after the other."""
    found: Receipts = {}
    await desk.open(f"{subject}/entry")
    for one in opinions:
        typed = {**one.fields, "channel": one.channel.value, "clauses": "、".join(one.articles)}
        told = await desk.press("录入，接着录下一条", typed)
        number = re.search(r"录好了，第\s*(\d+)\s*号", told)
        code = re.search(r"\b[0-9A-Z]{3,5}(?:-[0-9A-Z]{3,5})+\b", told)
        assert number, told
        assert code, told
        found[one.name] = (int(number[1]), code[0])
    return found
