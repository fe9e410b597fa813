"""The pack for the government's discussion (art. 29): what it holds, what is missing."""

from collections.abc import Iterator
from datetime import date

from backend.decisions.enums import AttachmentKind, Gate
from backend.decisions.rules.gates import experts, legality, risk
from backend.decisions.rules.gates.lacks import Measures, future, lack, on_day
from backend.decisions.rules.gates.required import is_before_platform, is_required
from backend.decisions.schemas.gates.dossier import Dossier, Lack, PackItem
from backend.decisions.schemas.gates.meeting import SubmissionDraft
from backend.kernel.language import Text, say

FILES = "#files"
# Each part, and the gate without which it is not needed; None: always.
PARTS: tuple[tuple[AttachmentKind, Gate | None], ...] = (
    (AttachmentKind.DRAFT, None),
    (AttachmentKind.DRAFTING_NOTE, None),
    (AttachmentKind.FAIR_COMPETITION_NOTE, Gate.FAIR_COMPETITION),
    (AttachmentKind.ADOPTION_REPORT, Gate.PARTICIPATION),
    (AttachmentKind.EXPERT_REPORT, Gate.EXPERTS),
    (AttachmentKind.RISK_REPORT, Gate.RISK),
    (AttachmentKind.LEGALITY_OPINION, Gate.LEGALITY),
)


def pack(dossier: Dossier, measures: Measures) -> tuple[PackItem, ...]:
    """Return every part of the pack: there, missing, or not required."""
    return tuple(_item(kind, gate, dossier, measures) for kind, gate in PARTS)


def _item(
    kind: AttachmentKind, gate: Gate | None, dossier: Dossier, measures: Measures
) -> PackItem:
    files = tuple(file for file in dossier.files if file.kind is kind)
    is_needed = gate is None or is_required(gate, dossier, measures)
    reference = _reference(kind, dossier)
    found: list[Lack] = []
    if is_needed and not files and not reference:
        text = say("缺少{file}。", file=kind.label)
        found.append(lack(text, dossier.matter, FILES))
    if is_needed:
        found += _of_experts(kind, dossier)
    return PackItem(
        kind=kind, is_required=is_needed, files=files, reference=reference, lacks=tuple(found)
    )


def _reference(kind: AttachmentKind, dossier: Dossier) -> str:
    """Return the number of a paper that stands in for a file."""
    if kind is AttachmentKind.RISK_REPORT and dossier.risk:
        return dossier.risk.report_reference
    review = legality.latest(dossier)
    if kind is AttachmentKind.LEGALITY_OPINION and review and review.concluded_on:
        return review.opinion_no
    return ""


def _of_experts(kind: AttachmentKind, dossier: Dossier) -> Iterator[Lack]:
    if kind is not AttachmentKind.EXPERT_REPORT:
        return
    for expert in experts.taking_part(dossier):
        if not expert.adoption:
            text = say("还没有写明{name}的意见采纳情况。", name=expert.name)
            yield lack(text, dossier.matter, Gate.EXPERTS)


def lacks_before(dossier: Dossier, measures: Measures) -> tuple[Lack, ...]:
    """Return what is missing before the pack may be handed over."""
    found = [missing for item in pack(dossier, measures) for missing in item.lacks]
    if is_before_platform(Gate.LEGALITY, dossier):
        return risk.stop(dossier) + tuple(found)
    return legality.lacks(dossier, measures) + tuple(found)


def lacks(dossier: Dossier, measures: Measures) -> tuple[Lack, ...]:
    """Return what is missing before the pack counts as handed over."""
    if dossier.submissions:
        return risk.stop(dossier)
    before = lacks_before(dossier, measures)
    return before or (lack(say("材料已齐，还没有提请讨论。"), dossier.matter, Gate.SUBMISSION),)


def faults(draft: SubmissionDraft, dossier: Dossier, today: date) -> dict[str, Text]:
    """Return what is wrong with a submission, by field."""
    found = future({"submitted_on": draft.submitted_on}, today)
    review = legality.latest(dossier)
    if review and review.concluded_on and draft.submitted_on < review.concluded_on:
        found["submitted_on"] = say(
            "不能早于合法性审查意见（{day}）。", day=on_day(review.concluded_on)
        )
    return found
