"""The messages there are and what each is called; its words are in `templates/mail/<name>/`."""

from backend.kernel.language import Text, say

MESSAGES: dict[str, Text] = {
    "contact/code": say("验证码"),
    "contact/trial": say("测试信"),
    "opinions/receipt": say("意见回执"),
    "opinions/withheld": say("意见没有公开的说明"),
    "opinions/shown_after_all": say("意见不再隐去的说明"),
    "opinions/appeal_answered": say("申诉有了答复"),
    "opinions/answered": say("意见有了答复"),
    "subscriptions/confirm": say("确认订阅"),
    "subscriptions/news": say("订阅的进展"),
    "consultations/clause_changed": say("条文因意见而改"),
    "consultations/corrected": say("草案更正"),
    "consultations/extended": say("征求意见延长"),
    "consultations/postponed": say("答复推迟"),
    "staff/morning": say("早晨的待办信"),
}
TEXTED = frozenset(  # these also have words for a phone, in `sms.txt`
    {"contact/code", "opinions/receipt", "opinions/answered", "consultations/clause_changed"}
)
OTHER = say("其他信件")


def name_of(template: str) -> Text:
    """Return what a message is called; what only a newer release knows is called other."""
    return MESSAGES.get(template, OTHER)
