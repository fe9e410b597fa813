import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.text.mask import find_personal, mask

LABELLED = json.loads((Path(__file__).parent / "labelled_comments.json").read_text())
HARD = [
    (comment, span)
    for comment in LABELLED
    for span in comment["pii_spans"]
    if span["must_mask"] or span["type"] == "phone_obf"
]
SOFT = [(c, s) for c in LABELLED for s in c["pii_spans"] if not s["must_mask"]]
KEPT = [(comment, kept) for comment in LABELLED for kept in comment["must_keep"]]
PHONE, ID_CARD = "【电话已隐藏】", "【身份证号已隐藏】"


def is_covered(text: str, start: int, end: int, *, is_thorough: bool = False) -> bool:
    spans = find_personal(text, is_thorough=is_thorough)
    return any(span.start <= start and end <= span.end for span in spans)


def test_the_labels_are_there():
    assert (len(LABELLED), len(HARD), len(KEPT)) == (150, 17, 6)


@pytest.mark.parametrize(("comment", "span"), HARD, ids=lambda part: part.get("comment_id"))
def test_what_must_be_masked_is(comment, span):
    assert is_covered(comment["text"], span["start"], span["end"])


@pytest.mark.parametrize(("comment", "span"), SOFT, ids=lambda part: part.get("comment_id"))
def test_what_should_be_masked_is_when_thorough(comment, span):
    assert is_covered(comment["text"], span["start"], span["end"], is_thorough=True)


@pytest.mark.parametrize(("comment", "kept"), KEPT)
def test_what_must_be_kept_is(comment, kept):
    assert kept in mask(comment["text"], is_thorough=True).text


def test_nothing_else_is_masked_in_the_labelled_comments():
    for comment in LABELLED:
        for span in find_personal(comment["text"]):
            known = comment["pii_spans"]
            assert any(s["start"] < span.end and span.start < s["end"] for s in known), comment


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13900001357。", f"电话{PHONE}。"),
        ("打+86 139 0000 6618。", f"打{PHONE}。"),
        ("（+86）13900006618", f"{PHONE}"),
        ("电话１３９-０００0–2468", f"电话{PHONE}"),
        ("139\u200b0000\u200b2201", PHONE),
        ("1 3 9 0 0 0 0 2 2 0 1", PHONE),
        ("139OOOO4417", PHONE),
        ("139〇〇〇〇4417", PHONE),
        ("013900001357", PHONE),
        ("栋2 13900001357", f"栋2 {PHONE}"),
        ("13900001357 13900001358", f"{PHONE} {PHONE}"),
        ("tel13900001357wx", f"tel{PHONE}wx"),
        ("身份证990101 19630214 123x", f"身份证{ID_CARD}"),
        ("老身份证号990103480312220。", f"老身份证号{ID_CARD}。"),
        ("９９０１０１１９４８０３１２２０１２", ID_CARD),
        ("卡6217 0000 0000 0000 123", "卡【银行卡号已隐藏】"),
        ("社保卡6217000000000000123", "社保卡【银行卡号已隐藏】"),
        ("Li.Ming+a@Mail.Example.com，", "【邮箱已隐藏】，"),
        ("微信号：abcdefg", "微信号：【社交账号已隐藏】"),
        ("加v13900001357", f"加v{PHONE}"),
        ("QQ12345678", "QQ【社交账号已隐藏】"),
    ],
)
def test_personal_data_is_found_however_it_is_written(text, masked):
    assert mask(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "请打12345热线",
        "公交公司0000-8800128",
        "青政办字〔2025〕31号",
        "表号13905512026031",
        "统一社会信用代码91990100MA0000000X",
        "统一社会信用代码913715247000000123",
        "工单号20261103123",
        "测算表编号10020261106",
        "总投资13,900,001,234元",
        "政府信箱 qzxzfb@qingze.gov.cn",
        "建议发村里微信群，但不要贴身份证号",
        "please use the WeChat program more often",
        "2025年9月1日至2025-10-09",
        "项目代码2501-371524-04-01-123456",
    ],
)
def test_what_only_looks_alike_is_kept(text):
    assert mask(text, is_thorough=True).text == text


@given(st.text(max_size=300))
def test_masking_never_changes_what_is_between_the_spans(text):
    masked, spans = mask(text, is_thorough=True)
    last, rest = 0, masked
    for span in spans:
        between = text[last : span.start]
        assert rest.startswith(between + span.kind.cover)
        rest = rest[len(between + span.kind.cover) :]
        last = span.end
    assert rest == text[last:]


@given(
    st.text(alphabet="0123456789", min_size=9, max_size=9),
    st.sampled_from(["", " ", "-", "\u200b", "·", " - "]),
)
def test_no_gap_hides_a_phone_number(digits, gap):
    number = gap.join("13" + digits)
    assert mask(f"电话{number}，").text == f"电话{PHONE}，"


@pytest.mark.parametrize(
    "text", ["1" * 20_000, "1 - " * 5_000, "a" * 20_000 + "@", "微信" * 10_000]
)
def test_text_made_to_be_hard_is_read(text):
    find_personal(text, is_thorough=True)
