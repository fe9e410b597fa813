"""What can go wrong, in words fit for the person who asked; `web.errors` gives each its status."""

from collections.abc import Mapping

from backend.kernel.language import Text, say


class DomainError(Exception):
    """A promise that cannot be kept; the message is shown to the person."""

    code = "error"

    def __init__(self, message: Text | None = None) -> None:
        self.message = message or say("出了点问题，请稍后再试。")
        super().__init__(str(self.message))


class NotFound(DomainError):
    """Nothing here, or nothing this person may know of."""

    code = "not_found"

    def __init__(self, message: Text | None = None) -> None:
        super().__init__(message or say("没有找到您要看的内容。"))


class Forbidden(DomainError):
    """A person asks for what is not theirs to do."""

    code = "forbidden"

    def __init__(self, message: Text | None = None) -> None:
        super().__init__(message or say("您没有办理这件事的权限。"))


class Conflict(DomainError):
    """The thing has changed, or is in a state that does not allow this."""

    code = "conflict"

    def __init__(self, message: Text | None = None) -> None:
        super().__init__(message or say("内容刚被别人改过，请看过后再保存。"))


class Invalid(DomainError):
    """What was sent cannot be taken; `fields` says what and where."""

    code = "invalid"

    def __init__(
        self, message: Text | None = None, *, fields: Mapping[str, Text] | None = None
    ) -> None:
        self.fields = dict(fields or {})
        super().__init__(message or say("有几处需要改一改。"))


class TooMany(DomainError):
    """Asked too often; try again later."""

    code = "too_many"

    def __init__(self, message: Text | None = None, *, retry_after: int = 60) -> None:
        self.retry_after = retry_after  # seconds
        super().__init__(message or say("操作太频繁，请过一会儿再试。"))


class Unavailable(DomainError):
    """A part this depends on does not answer."""

    code = "unavailable"

    def __init__(self, message: Text | None = None) -> None:
        super().__init__(message or say("系统暂时繁忙，请稍后再试。"))
