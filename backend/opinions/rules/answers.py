"""What an answer must say, and what becomes of an opinion that stands in several points."""

from collections.abc import Collection, Sequence

from backend.kernel.language import Text, say
from backend.opinions.enums import Result
from backend.opinions.schemas.answers import Thresholds


def effective(
    point_results: Sequence[Result | None], own: Result | None, *, is_dissenting: bool = False
) -> Result | None:
    """Return what became of an opinion; None while it is owed an answer.

    Its own answer counts first. Otherwise the common result of its points, or partly adopted where
    they differ. Whoever dissents is answered by nothing but an answer of their own.
    """
    if own is not None:
        return own
    if is_dissenting or not point_results or None in point_results:
        return None
    found = {result for result in point_results if result is not None}
    return found.pop() if len(found) == 1 else Result.PARTLY_ADOPTED


def is_concentrated(opinions: int, thresholds: Thresholds) -> bool:
    """Whether so many asked for it that a refusal must be explained in detail (B33)."""
    return opinions >= thresholds.concentrated_opinions


def fault_of_reason(
    result: Result, reason: str, *, opinions: int, thresholds: Thresholds
) -> Text | None:
    """Return what is wrong with a reason: missing, or too short for so many people."""
    length = len("".join(reason.split()))
    if result is not Result.ADOPTED and not length:
        return say("没有采纳或者只采纳一部分的，请写明理由。")
    if (
        result is Result.NOT_ADOPTED
        and is_concentrated(opinions, thresholds)
        and length < thresholds.concentrated_reason
    ):
        return say(
            "有 {opinions} 条意见提到这件事，没有采纳要详细说明，理由至少写 {least} 个字。",
            opinions=opinions,
            least=thresholds.concentrated_reason,
        )
    return None


def combined_reason(reasons: Collection[tuple[str, str]]) -> str:
    """Return the reasons of several points as one, each under its title; one stands alone."""
    given = [(title, reason) for title, reason in reasons if reason]
    if len(reasons) == 1:
        return given[0][1] if given else ""
    return "\n".join(f"{title}：{reason}" for title, reason in given)
