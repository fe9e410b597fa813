"""Mail addresses as people type them."""

import pytest

from backend.kernel.text.mail_address import mail_address, masked_address, same_mailbox


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zhu@example.com", "zhu@example.com"),
        ("  Zhu.Dahai+1@Example.COM ", "Zhu.Dahai+1@example.com"),
        ("１３９@ｑｑ．ｃｏｍ", "139@qq.com"),
        ("zhu＠example.com", "zhu@example.com"),
        ("zhu\u200b@example.com", "zhu@example.com"),
        ("zhu@例子.中国", "zhu@xn--fsqu00a.xn--fiqs8s"),
        ("zhu@例子。中国", "zhu@xn--fsqu00a.xn--fiqs8s"),
    ],
)
def test_an_address_is_written_as_the_envelope_wants_it(typed, meant):
    assert mail_address(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "zhu",
        "@example.com",
        "zhu@",
        "zhu@localhost",
        "zhu@example.1",
        "朱大海@example.com",
        "zhu dahai@example.com",
        "zhu@exam ple.com",
        ".zhu@example.com",
        "zhu..dahai@example.com",
        "zhu@-example.com",
        "zhu@example..com",
        '"zhu"@example.com',
        "<zhu@example.com>",
        "zhu@example.com,li@example.com",
        "zhu@li@example.com",
        "zhu@example.com\r\nBcc: li@example.com",
        "zhu\nBcc:li@example.com",
        "z" * 65 + "@example.com",
        "zhu@" + "a" * 250 + ".com",
        "zhu@" + "a" * 64 + ".com",
        "zhu@" + "例" * 80 + ".com",
    ],
)
def test_what_no_mail_can_go_to_is_none(typed):
    assert mail_address(typed) is None


def test_a_masked_address_tells_people_apart_and_no_more():
    assert masked_address("zhu@example.com") == "z***@example.com"
    assert masked_address("nonsense") == ""


def test_spellings_of_one_mailbox_are_the_same():
    assert same_mailbox("Zhu@example.com") == same_mailbox("zhu@example.com")
