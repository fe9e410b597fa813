"""What may be entered of the time before the platform (ADR 0015)."""

from collections.abc import Mapping
from datetime import date

from backend.decisions.enums import StepState
from backend.decisions.schemas.backfill import PastProgress, PastStep
from backend.kernel.language import Text, say


def faults(past: PastProgress, *, known: frozenset[int], kept_since: date) -> Mapping[str, Text]:
    """Return what is wrong, by field: unknown steps, steps of later days, a state without dates."""
    found: dict[str, Text] = {}
    for step in past.steps:
        fault = _fault(step, known=known, kept_since=kept_since)
        if fault:
            found[f"steps-{step.seq}"] = fault
    return found


def _fault(step: PastStep, *, known: frozenset[int], kept_since: date) -> Text | None:
    if step.seq not in known:
        return say("实施计划里没有第 {seq} 步。", seq=step.seq)
    latest = step.actual_end or step.actual_start
    if latest is not None and latest > kept_since:
        return say("第 {seq} 步发生在平台启用之后，请按程序逐步办理。", seq=step.seq)
    if step.state is StepState.COMPLETED and (not step.actual_start or not step.actual_end):
        return say("第 {seq} 步已完成，请填写起止日期。", seq=step.seq)
    if step.state is StepState.IN_PROGRESS and not step.actual_start:
        return say("第 {seq} 步进行中，请填写开始日期。", seq=step.seq)
    if step.actual_start and step.actual_end and step.actual_end < step.actual_start:
        return say("第 {seq} 步的结束日期早于开始日期。", seq=step.seq)
    return None
