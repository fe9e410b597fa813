"""Forms: what was typed always comes back, with a clear word beside each field that is off."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Generic, TypeVar, get_args, get_origin

from litestar import Request
from litestar.datastructures import UploadFile
from litestar.exceptions import HTTPException
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from backend.kernel.errors import Invalid
from backend.kernel.language import Text, say
from backend.web.sent import sent_values

Draft = TypeVar("Draft", bound=BaseModel)
Result = TypeVar("Result")
LARGEST_FIELD = 200_000  # characters; longer is refused, never cut

CONTROL = frozenset(map(chr, range(32))) - {"\n", "\t"}
LOST = "\ufffd"  # stands where the sent bytes were no UTF-8: part of the words is gone already
UNKEPT = re.compile(f"[{re.escape(''.join(sorted(CONTROL)))}{LOST}\ud800-\udfff]")
COMPLAINTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("missing", say("请填写这一项。").source, ()),
    ("string_too_short", say("请至少写 {limit} 个字。").source, ("min_length",)),
    ("string_too_long", say("太长了，最多 {limit} 个字。").source, ("max_length",)),
    ("too_short", say("请至少选 {limit} 项。").source, ("min_length",)),
    ("too_long", say("最多选 {limit} 项。").source, ("max_length",)),
    ("enum", say("请从列出的选项里选一个。").source, ()),
    ("literal_error", say("请从列出的选项里选一个。").source, ()),
    ("int_", say("请填一个数字。").source, ()),
    ("decimal_", say("请填一个数字。").source, ()),
    ("float_", say("请填一个数字。").source, ()),
    ("greater_than", say("数字太小了，最小 {limit}。").source, ("ge", "gt")),
    ("less_than", say("数字太大了，最大 {limit}。").source, ("le", "lt")),
    ("date", say("请按 2026-11-20 的样子填写日期。").source, ()),
    ("time_", say("请按 15:30 的样子填写时间。").source, ()),
    ("bool", say("请选是或否。").source, ()),
)
"""Pydantic's kinds of complaint by how their names begin, our words, and where the limit is."""


@dataclass
class Form(Generic[Draft]):
    """A form as it was sent: its words, its errors, and the draft if there are none."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, Text] = field(default_factory=dict)
    message: Text | None = None
    draft: Draft | None = None
    labels: dict[str, str] = field(default_factory=dict)  # the fields' own, as they are rendered

    def value(self, name: str, default: Any = "") -> Any:
        """Return what was typed in a field."""
        return self.values.get(name, default)

    def error(self, name: str) -> Text | None:
        """Return what is wrong with a field."""
        return self.errors.get(name)

    @property
    def is_invalid(self) -> bool:
        """Whether the form has to be shown again."""
        return bool(self.errors) or self.message is not None

    async def submit(self, operation: Callable[[Draft], Awaitable[Result]]) -> Result | None:
        """Run the operation on the draft; None when it, or the form before it, was refused.

        Only `Invalid` is turned back into errors beside the fields; the rest is for `web.errors`.
        """
        if self.draft is None or self.is_invalid:
            return None
        try:
            return await operation(self.draft)
        except Invalid as refused:
            self.errors.update(refused.fields)
            self.message = refused.message
            return None


def blank_form(values: Mapping[str, Any] | None = None) -> Form[Any]:
    """Return a form nobody has sent yet, holding these words."""
    return Form(values=dict(values or {}))


async def parse_form(request: Request[Any, Any, Any], schema: type[Draft]) -> Form[Draft]:
    """Read a sent form against a schema.

    A list field takes every value of its name, also when only one box was ticked; an empty
    field is None; NUL and other control characters are refused by name, never dropped.
    """
    try:
        sent = await sent_values(request)
    except (HTTPException, ValueError):
        return Form(message=say("表单没有传完整，请再提交一次。"))
    values = {
        name: field_value(sent.getall(name, []), is_many=is_many)
        for name, is_many in _fields(schema)
    }
    errors = {name: found for name, value in values.items() if (found := unreadable(value))}
    form: Form[Draft] = Form(values=values, errors=errors)
    if errors:
        return form
    try:
        form.draft = schema.model_validate(
            {name: value for name, value in values.items() if value not in (None, "")}
        )
    except ValidationError as invalid:
        for detail in invalid.errors(include_url=False):
            form.errors.setdefault(str(detail["loc"][0]) if detail["loc"] else "", worded(detail))
    return form


@cache
def _fields(schema: type[BaseModel]) -> tuple[tuple[str, bool], ...]:
    """Return a schema's fields, and whether each takes every value sent under its name."""
    return tuple((name, takes_many(part.annotation)) for name, part in schema.model_fields.items())


def takes_many(annotation: Any) -> bool:
    """Whether a field of this type takes every value sent under its name."""
    kinds = (list, tuple, set, frozenset)
    if get_origin(annotation) in kinds:
        return True
    return any(get_origin(part) in kinds for part in get_args(annotation))


def field_value(sent: list[Any], *, is_many: bool) -> Any:
    """Return what was sent under one name: all of it, or the last."""
    if is_many:
        return [_tidy(part) for part in sent if part not in ("", None)]
    return _tidy(sent[-1]) if sent else None


def _tidy(part: Any) -> Any:
    """Return text with the browser's line ends made plain, and an empty upload as nothing."""
    if isinstance(part, UploadFile):
        return part if part.filename else None
    return part.replace("\r\n", "\n").strip() if isinstance(part, str) else part


def unreadable(value: Any) -> Text | None:
    """Return why a value cannot be kept: too long, or with characters nobody can see."""
    texts = value if isinstance(value, list) else [value]
    for text in texts:
        if not isinstance(text, str):
            continue
        if len(text) > LARGEST_FIELD:
            return say("内容太长，最多 {limit} 个字。", limit=LARGEST_FIELD)
        if UNKEPT.search(text):
            return _why_not(text)
    return None


def _why_not(text: str) -> Text:
    if not CONTROL.isdisjoint(text):
        return say("里面有看不见的控制字符，请删掉后重新粘贴。")
    return say("里面有无法保存的字符，请删掉后重新输入。")


def worded(detail: ErrorDetails) -> Text:
    """Return Pydantic's complaint in the words of the page."""
    context = detail.get("ctx", {})
    if detail["type"] == "value_error":
        return _own_words(context.get("error"))
    for start, words, limits in COMPLAINTS:
        if detail["type"].startswith(start):
            found = next((context[limit] for limit in limits if limit in context), None)
            return say(words, limit=found) if limits else say(words)
    return say("这一项填得不对，请检查。")


def _own_words(error: object) -> Text:
    """Return the sentence a schema's own validator raised as ValueError(say(…))."""
    found = error.args[0] if isinstance(error, ValueError) and error.args else None
    return found if isinstance(found, Text) else say("这一项填得不对，请检查。")
