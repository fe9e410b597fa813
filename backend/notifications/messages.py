"""The messages there are and what each is called; its words are in `templates/mail/<name>/`."""

from backend.kernel.language import Text, say

MESSAGES: dict[str, Text] = {
    "contact/code": say("验证码"),
    "contact/trial": say("测试信"),
    "opinions/receipt": say("意见回执"),
    "opinions/withheld": say("意见没有公开的说明"),
    "opinions/answered": say("意见有了答复"),
}
OTHER = say("其他信件")


def name_of(template: str) -> Text:
    """Return what a message is called; what only a newer release knows is called other."""
    return MESSAGES.get(template, OTHER)
