import pytest

from backend.kernel.text.likeness.stance import departs, opposed, stance_of


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("请保留东岭教学点", 1),
        ("反对撤并东岭教学点", 1),
        ("请不要撤东岭教学点", 1),
        ("全村家长不同意撤并", 1),
        ("不取消才是对的", 1),
        ("不赞成再降低免费年龄", 1),
        ("7天太短", 1),
        ("配比不够", 1),
        ("支持现金付款", 1),
        ("同意合并", -1),
        ("合并我没意见", -1),
        ("只要校车安全,我同意并过去", -1),
        ("不同意保留低客流线路", -1),
        ("希望把年龄降到60岁", -1),
        ("不反对取消", -1),
        ("1:3偏高", -1),
        ("坚决反对", -1),
        ("能不能取消刷脸", -1),
        ("能不能延长末班车", 1),
        ("车费不能提高", -1),
        ("候车亭漏雨", 0),
        ("取消以后怎么办", 0),
        ("舍不得扔", 0),
        ("支持保留,也同意合并", 0),
        ("司机态度特别差", 0),
    ],
)
def test_what_a_text_wants_is_read_from_attitude_and_direction(text, sign):
    assert stance_of(text).sign == sign


def test_for_and_against_are_opposed_and_silence_is_not():
    keep, merge, silent = (stance_of(text) for text in ("请保留支线", "合并是对的", "车上很挤"))
    assert opposed(keep, merge)
    assert opposed(merge, keep)
    assert not opposed(keep, silent)
    assert not opposed(keep, stance_of("反对取消支线"))


@pytest.mark.parametrize(
    "added", ["但是我不信", "不过,我支持合并", "我和群里说法不一样", "其实合并是对的"]
)
def test_a_copy_that_adds_the_contrary_departs_from_its_original(added):
    original = "反对取消支线,请保留支线"
    assert departs(stance_of(original), stance_of(f"{original},{added}"))
    assert not departs(stance_of(original), stance_of(f"{original},我家有两个老人"))


def test_a_but_within_a_story_turns_nothing_round():
    assert not stance_of("企业配备换电,但我们是众包骑手,但司机不管").turns
