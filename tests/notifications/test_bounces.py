"""What came back is read as servers send it, and nothing else in a mail is taken for it."""

import pytest

from backend.notifications.bounces import Bounce, read_bounces

REPORT = """Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.qingze.example>
To: huiyin@qingze.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="B"

--B
Content-Type: text/plain

<zhu@example.com>: host mx.example.com[192.0.2.1] said: 550 5.1.1 no such user

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.qingze.example
Arrival-Date: Sun, 22 Nov 2026 10:00:00 +0800

Final-Recipient: rfc822; zhu@example.com
Original-Recipient: rfc822;zhu@example.com
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.com
Diagnostic-Code: smtp; 550 5.1.1 <zhu@example.com>:
    no such user here

Final-Recipient: rfc822; Wang@Example.com
Action: delayed
Status: 4.2.2
Diagnostic-Code: smtp; 452 4.2.2 mailbox full

--B
Content-Type: message/rfc822

From: huiyin@qingze.example
To: zhu@example.com
--B--
"""


def lasting(text: str) -> set[str]:
    return {bounce.address for bounce in read_bounces(text).bounces if bounce.is_lasting}


def addresses(text: str) -> list[str]:
    return [bounce.address for bounce in read_bounces(text).bounces]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_delivery_report_is_read_recipient_by_recipient(line_end):
    found = read_bounces(REPORT.replace("\n", line_end))
    assert [bounce.address for bounce in found.bounces] == ["zhu@example.com", "Wang@example.com"]
    assert [bounce.is_lasting for bounce in found.bounces] == [True, False]
    assert found.bounces[0].said == "550 5.1.1 <zhu@example.com>: no such user here"
    assert found.unread == ()


def test_several_reports_pasted_together_are_all_read():
    second = REPORT.replace("zhu@", "li@").replace("Wang@", "zhou@")
    assert lasting(REPORT + second) == {"zhu@example.com", "li@example.com"}


def test_our_own_address_and_the_reporting_server_are_never_taken():
    assert not any("qingze" in address for address in addresses(REPORT))


@pytest.mark.parametrize(
    ("status", "action", "is_lasting"),
    [
        ("5.1.1", "failed", True),
        ("5.1.1 (bad destination)", "Failed", True),
        ("5.2.1", "failed", True),
        ("5.7.1", "failed", False),  # they do not like us: the address is right
        ("4.4.7", "failed", False),
        ("4.2.2", "delayed", False),
        ("5.1.1", "delayed", False),
        ("2.0.0", "delivered", False),
        ("", "failed", True),
        ("", "", False),
    ],
)
def test_only_what_lasts_and_is_the_addresss_own_counts(status, action, is_lasting):
    block = f"Final-Recipient: rfc822; zhu@example.com\nAction: {action}\nStatus: {status}\n"
    assert read_bounces(block).bounces[0].is_lasting is is_lasting


@pytest.mark.parametrize(
    "text",
    [
        "zhu@example.com\nli@example.com",
        "zhu@example.com, li@example.com",
        "zhu@example.com；li@example.com、",
        "<zhu@example.com>\n\n  <li@example.com>  ",
        "ＺＨＵ@example.com".lower() + " li@example.com",
    ],
)
def test_a_list_of_addresses_is_read(text):
    assert lasting(text) == {"zhu@example.com", "li@example.com"}


def test_words_behind_an_address_are_its_reason():
    found = read_bounces("zhu@example.com,550 5.1.1 unknown user\nli@example.com\t4.2.2 full")
    assert found.bounces == (
        Bounce("zhu@example.com", is_lasting=True, said="550 5.1.1 unknown user"),
        Bounce("li@example.com", is_lasting=False, said="4.2.2 full"),
    )


def test_lines_that_only_mention_an_address_are_shown_and_not_taken():
    text = "To: huiyin@qingze.example\n请查收 zhu@example.com 的退信\nzhou@example.com"
    found = read_bounces(text)
    assert [bounce.address for bounce in found.bounces] == ["zhou@example.com"]
    assert len(found.unread) == 2


def test_an_address_named_twice_counts_once_by_the_lasting_word():
    text = "zhu@example.com 4.2.2 full\nZHU@example.com 5.1.1 gone"
    assert [bounce.is_lasting for bounce in read_bounces(text).bounces] == [True]


@pytest.mark.parametrize("text", ["", "没有地址", "@", "a@b", "\x00", "Final-Recipient: rfc822;"])
def test_nothing_is_made_of_nothing(text):
    assert read_bounces(text).bounces == ()


def test_a_long_paste_is_read_in_no_time():
    text = "a@" * 50_000 + "\n" + ", ;" * 30_000 + "\nzhu@example.com"
    assert addresses(text) == ["zhu@example.com"]
