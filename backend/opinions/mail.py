"""Letters of the ledger about what was decided on an opinion."""

from collections.abc import Mapping
from typing import Literal

from backend.kernel.language import say
from backend.kernel.sealing import unseal
from backend.kernel.text.excerpt import excerpt
from backend.kernel.text.mail_address import mail_address
from backend.notifications.schemas import Message, Value
from backend.opinions.enums import AppealOutcome, ContactKind, OpinionState
from backend.opinions.rules import purposes
from backend.opinions.schemas.moderation import RuleChoice, Withholding
from backend.opinions.schemas.telling import AnswerTold, Author, SubjectTold, Told
from backend.web.language import translate

TRACK = "/track"
MOST_ANSWERS = 10  # in one letter; who said more finds the others by their codes
APPEAL = say("打开下面的链接，输入查询码，写下申诉的理由；由另一位工作人员重新看，结果也在那里。")
STANDS = {
    OpinionState.PUBLISHED: say("这条意见现在已经公开，和别人的意见一样统计、一样答复。"),
    OpinionState.COUNTED_ONLY: say("这条意见照常统计、照常答复；您没有同意公开，原话不会公开。"),
}
WAITS = say("这条意见会重新审核，结果用查询码可以看到。")
GRANTED = say("申诉成立")  # without consent nothing becomes public all the same
STAYS = say("这条意见仍然不公开，原文继续封存。")


def withheld_letter(
    of: Withholding, rule: RuleChoice, *, act_id: int, origin: str
) -> Message | None:
    """Return the letter that says why and how to appeal; None where no e-mail address was left."""
    context = {
        "rule_title": rule.title,
        "rule_citation": rule.citation,
        "appeal": translate(APPEAL, _language(of)),
    }
    return _letter(
        of, "opinions/withheld", key=withheld_key(act_id), context=context, origin=origin
    )


def withheld_key(act_id: int) -> str:
    """Return the key of the letter about one act of withholding."""
    return f"opinions/withheld:{act_id}"


def shown_letter(
    of: Withholding, state: OpinionState, *, act_id: int, origin: str
) -> Message | None:
    """Return the letter that takes back what `withheld_letter` said of the same act."""
    template = "opinions/shown_after_all"
    context = {"stands": translate(STANDS.get(state, WAITS), _language(of))}
    return _letter(of, template, key=f"{template}:{act_id}", context=context, origin=origin)


def appeal_letter(
    of: Withholding,
    state: OpinionState,
    *,
    outcome: AppealOutcome,
    answer: str,
    appeal_id: int,
    origin: str,
) -> Message | None:
    """Return the letter that says what an appeal led to, and why."""
    template, language = "opinions/appeal_answered", _language(of)
    is_counted = state is OpinionState.COUNTED_ONLY
    context = {
        "outcome": translate(GRANTED if is_counted else outcome.label, language),
        "stands": translate(STANDS.get(state, STAYS), language),
        "answer": answer,
    }
    return _letter(of, template, key=f"{template}:{appeal_id}", context=context, origin=origin)


def answered_letter(
    subject: SubjectTold, author: Author, answers: Mapping[int, AnswerTold]
) -> Told | None:
    """Return the letter with what became of everything somebody said; None with no answer yet."""
    context = answers_in_words(author, answers)
    if context is None:
        return None
    context = {"subject_title": subject.title, "path": subject.path, **context}
    return Told("opinions/answered", context)


def answers_in_words(author: Author, answers: Mapping[int, AnswerTold]) -> dict[str, Value] | None:
    """Return the answers to an author as a letter lists them; None where there is none."""
    found = [answers[number] for number in author.numbers if number in answers]
    own = [one for one in found if one.original == one.number or one.original not in author.numbers]
    if not own:
        return None
    told = [_in_words(answer, author.language) for answer in own[:MOST_ANSWERS]]
    return {"answers": told, "more": len(own) - len(told)}


def _in_words(answer: AnswerTold, language: str) -> dict[str, str | int]:
    """Return one answer; of what was withheld a letter says only that there is one."""
    if answer.is_withheld:
        return {"number": answer.number, "result": "", "reason": ""}
    return {
        "number": answer.number,
        "result": translate(answer.result.label, language),
        "reason": excerpt(answer.reason),
    }


def _letter(
    of: Withholding, template: str, *, key: str, context: Mapping[str, Value], origin: str
) -> Message | None:
    """Return a letter about one opinion; None where no address was left that mail can go to."""
    address = _address(of)
    if address is None:
        return None
    return Message(
        template=template,
        to=address,
        dedupe_key=key,
        context={
            "number": of.number,
            "subject_title": of.subject_title,
            "path": TRACK,
            **context,
        },
        language=_language(of),
        origin=origin,
    )


def _address(of: Withholding) -> str | None:
    if of.contact_kind is not ContactKind.EMAIL:
        return None
    return mail_address(unseal(of.contact_sealed, purpose=purposes.CONTACT))


def _language(of: Withholding) -> Literal["zh", "en"]:
    return "en" if of.language == "en" else "zh"
