"""The privacy notice (个人信息告知书) shown to who gives an opinion, each version by its date.

Art. 17 of the 个人信息保护法: who handles what, what for, how, how long, and which rights one has.
The version shown is kept with every opinion; an old version's words are never changed.
"""

from datetime import date
from typing import NamedTuple

from backend.kernel.language import Text, say


class Notice(NamedTuple):
    """One version of the notice."""

    version: str
    valid_from: date
    paragraphs: tuple[tuple[Text, Text], ...]  # heading and words


CURRENT = "2026-11-01"

NOTICES: dict[str, Notice] = {
    "2026-11-01": Notice(
        version="2026-11-01",
        valid_from=date(2026, 11, 1),
        paragraphs=(
            (
                say("谁来处理"),
                say("您的意见由征求意见的单位办理，由县政府办公室统一管理，不交给别的机构。"),
            ),
            (
                say("收集什么，用来做什么"),
                say(
                    "意见内容和联系方式：用来登记、核实、办理和答复，依据是《重大行政决策程序暂行条例》"
                    "规定的法定职责。姓名、所在镇街、年龄段都可以不填，只用来了解各方面的意见是否都听到了。"
                ),
            ),
            (
                say("公开什么"),
                say(
                    "只有您另外同意，意见内容才会公开，公开前先遮住里面的电话、证件号等个人信息，"
                    "姓名只显示姓。不同意公开的，照样计数，照样答复。联系方式任何时候都不公开。"
                ),
            ),
            (
                say("怎么保存"),
                say(
                    "姓名和联系方式加密保存，只有办理的人看得到；网络地址不保存，只留每天更换的加密记号。"
                    "意见随决策档案保存；个人信息在办结后按档案规定的最短期限保存。"
                ),
            ),
            (
                say("未成年人"),
                say(
                    "不满十四周岁的，请由父母或者其他监护人陪同填写。"
                    "未成年人的意见由工作人员看过才公开，姓名和学校一律不显示。"
                ),
            ),
            (
                say("您的权利"),
                say(
                    "凭查询码可以随时查看、撤回意见，更正联系方式，或者清除个人信息。"
                    "清除后，不含个人信息的意见仍然保留和答复。"
                ),
            ),
        ),
    ),
}
