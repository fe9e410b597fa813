"""Letters of the ledger about what was decided on an opinion."""

from backend.kernel.language import say
from backend.kernel.sealing import unseal
from backend.kernel.text.mail_address import mail_address
from backend.notifications.schemas import Message
from backend.opinions.enums import ContactKind
from backend.opinions.rules import purposes
from backend.opinions.schemas.moderation import RuleChoice, Withholding
from backend.web.language import translate

APPEAL = say("打开下面的链接，输入查询码，写下申诉的理由；由另一位工作人员重新看，结果也在那里。")


def withheld_letter(
    of: Withholding, rule: RuleChoice, *, act_id: int, origin: str
) -> Message | None:
    """Return the letter that says why and how to appeal; None where no e-mail address was left."""
    is_email = of.contact_kind is ContactKind.EMAIL
    address = (
        mail_address(unseal(of.contact_sealed, purpose=purposes.CONTACT)) if is_email else None
    )
    if address is None:
        return None
    language = "en" if of.language == "en" else "zh"
    return Message(
        template="opinions/withheld",
        to=address,
        dedupe_key=f"opinions/withheld:{act_id}",
        context={
            "number": of.number,
            "subject_title": of.subject_title,
            "rule_title": rule.title,
            "rule_citation": rule.citation,
            "appeal": translate(APPEAL, language),
            "path": "/track",
        },
        language=language,
        origin=origin,
    )
