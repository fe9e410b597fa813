"""Letters as they arrive: headers, both parts, both languages, and nothing smuggled in."""

import re

import pytest

from backend.notifications.messages import MESSAGES
from backend.notifications.schemas import Message
from tests.notifications.messages import CONTEXTS, TITLE, message, outbox, post
from tests.support.mail import ORIGIN, configure, deliver

pytestmark = pytest.mark.anyio


async def received(mailbox, **given):
    await post("1", **given)
    await deliver()
    return mailbox.letters[-1]


async def test_headers_say_who_when_and_that_a_machine_wrote(db, mailbox):
    letter = await received(mailbox)
    mail = letter.mail
    assert letter.sender == "huiyin@qingze.example"
    assert str(mail["From"]) == "青泽县回音 <huiyin@qingze.example>"
    assert str(mail["To"]) == "zhu@example.com"
    assert letter.subject == f"您的意见已收到（编号 71）：{TITLE}"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "zh-CN"
    assert re.fullmatch(r"<[0-9a-f]{32}@qingze\.example>", mail["Message-ID"])
    assert mail["Date"].datetime.utcoffset().total_seconds() == 8 * 3600
    assert (await outbox())[0]["message_id"] in mail["Message-ID"]


async def test_the_sender_may_be_named_by_the_setting(db, mailbox, monkeypatch):
    configure(monkeypatch, mailbox.url, sender="青泽县政务公开 <hy@qingze.example>")
    letter = await received(mailbox)
    assert letter.sender == "hy@qingze.example"
    assert str(letter.mail["From"]) == "青泽县政务公开 <hy@qingze.example>"


@pytest.mark.parametrize("title", ["关于" * 200, "About " * 80, "𠮷野家😀" * 60, "停" + "a" * 998])
async def test_every_line_on_the_wire_is_short_and_plain_ascii(db, mailbox, title):
    letter = await received(mailbox, context={"subject_title": title})
    assert letter.raw.isascii()
    assert b"\n" not in letter.raw.replace(b"\r\n", b"")
    assert max(map(len, letter.raw.splitlines())) <= 78
    assert letter.subject.endswith(title.strip())
    assert title.strip() in letter.part("plain")


async def test_a_letter_is_one_a_strict_reader_finds_nothing_wrong_with(db, mailbox):
    letter = await received(mailbox)
    parts = list(letter.mail.walk())
    assert [part.get_content_type() for part in parts] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert not any(part.defects for part in parts)
    assert not any(header.defects for header in letter.mail.values())
    assert b"\r\n" in parts[1].get_payload(decode=True)


ENDING = "/subscriptions/9f8e7d/end"


@pytest.mark.parametrize(("language", "prefix"), [("zh", ""), ("en", "/en")])
async def test_a_subscription_is_ended_with_one_click_in_the_mail_program(
    db, mailbox, language, prefix
):
    mail = (await received(mailbox, unsubscribe_path=ENDING, language=language)).mail
    assert mail.get_all("List-Unsubscribe") == [f"<{ORIGIN}{prefix}{ENDING}>"]
    assert mail.get_all("List-Unsubscribe-Post") == ["List-Unsubscribe=One-Click"]


async def test_the_longest_way_to_end_a_subscription_fits_a_line_of_the_wire(db, mailbox):
    path = f"/subscriptions/{'a' * 180}/end"
    letter = await received(mailbox, unsubscribe_path=path)
    assert letter.mail["List-Unsubscribe"] == f"<{ORIGIN}{path}>"
    assert max(map(len, letter.raw.splitlines())) <= 998


async def test_a_letter_that_was_not_subscribed_to_offers_no_way_to_end_it(db, mailbox):
    mail = (await received(mailbox)).mail
    assert mail["List-Unsubscribe"] is None
    assert mail["List-Unsubscribe-Post"] is None


async def test_a_line_break_in_a_way_out_adds_no_header(db, mailbox):
    mail = (await received(mailbox, unsubscribe_path="/x\r\nBcc: li@example.com>")).mail
    assert mail["Bcc"] is None
    assert mail["List-Unsubscribe"] == f"<{ORIGIN}/x%0D%0ABcc:%20li%40example.com%3E>"


async def test_a_receipt_holds_code_day_and_link_in_both_parts(db, mailbox):
    letter = await received(mailbox)
    for kind in ("plain", "html"):
        part = letter.part(kind)
        for words in ("7KQM-2ABX-9TRW", TITLE, "2026年12月18日", f"{ORIGIN}/track"):
            assert words in part, kind


async def test_a_receipt_without_a_known_day_promises_none(db, mailbox):
    letter = await received(mailbox, context={"answer_due_on": None})
    assert "前公开答复" not in letter.part("plain") + letter.part("html")


async def test_an_english_reader_is_led_to_english_pages(db, mailbox):
    letter = await received(mailbox, language="en")
    assert letter.mail["Content-Language"] == "en"
    assert f"{ORIGIN}/en/track" in letter.part("plain")
    assert "18 Dec 2026" in letter.part("plain")


@pytest.mark.parametrize("template", MESSAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_message_has_words_in_every_language(db, mailbox, template, language):
    letter = await received(mailbox, template=template, language=language)
    text, html = letter.part("plain"), letter.part("html")
    for value in CONTEXTS[template].values():
        if str(value).startswith("/"):
            assert str(value) in text
            assert str(value) in html
    assert "\n\n\n" not in text
    assert "http" in html
    assert not re.search(r"<(?:img|script|link|iframe|form)\b|url\(|@import", html)
    assert set(re.findall(r"https?://[^/\"<\s]+", text + html)) == {ORIGIN}


async def test_words_of_people_are_text_and_nothing_else(db, mailbox):
    letter = await received(mailbox, context={"subject_title": "<b>A&B</b> {{ 7*7 }}"})
    assert "<b>A&B</b> {{ 7*7 }}" in letter.part("plain")
    assert "&lt;b&gt;A&amp;B&lt;/b&gt; {{ 7*7 }}" in letter.part("html")


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x85"])
async def test_a_line_break_in_a_title_adds_no_header(db, mailbox, break_):
    title = f"停车{break_}Bcc: li@example.com{break_}{break_}<h1>"
    letter = await received(mailbox, context={"subject_title": title})
    assert letter.recipients == ["zhu@example.com"]
    assert letter.mail["Bcc"] is None
    assert "\n" not in letter.subject
    assert len(letter.mail.get_all("Subject")) == 1


async def test_a_line_break_in_an_address_is_no_address(db, mailbox):
    await post("1", to="zhu@example.com\r\nBcc: li@example.com")
    await deliver()
    assert mailbox.letters == []


def test_a_message_nobody_has_words_for_is_refused():
    with pytest.raises(ValueError, match="no such message"):
        Message(template="opinions/unknown", to="zhu@example.com", dedupe_key="1")


def test_an_address_is_taken_as_the_envelope_wants_it():
    assert message(to=" Zhu＠Example.com ").to == "Zhu@example.com"
