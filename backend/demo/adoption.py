"""How the demo county answered: points, dispositions, the final text, by the people who would."""

from collections.abc import Mapping
from typing import Any

from backend.consultations.enums.consultation import Stage
from backend.consultations.operations.concluding import name_causes, publish_result
from backend.consultations.operations.texts import write_text
from backend.consultations.operations.versions import begin_version
from backend.consultations.queries.versions import get_version
from backend.consultations.schemas.drafting import ConsultationRef
from backend.consultations.schemas.versions import (
    CauseRow,
    CausesDraft,
    TextDraft,
    VersionDraft,
    VersionForDesk,
)
from backend.demo.catalogue import at
from backend.demo.consultations import text_of
from backend.demo.county import People
from backend.demo.opinions import Numbers, label_of
from backend.opinions.enums import Result
from backend.opinions.operations.dispositions import answer_opinions
from backend.opinions.operations.members import mark_members
from backend.opinions.operations.points import group_opinions
from backend.opinions.operations.reports import (
    clear_report,
    read_report,
    submit_report,
    write_statement,
)
from backend.opinions.queries.cautions import cautions_of
from backend.opinions.schemas.answers import BatchAnswerDraft
from backend.opinions.schemas.points import Grouping, MemberMarks, Picked, PointRef
from backend.opinions.schemas.reporting import Clearance, Reading, StatementDraft, Submission

RESULTS = {
    "adopted": Result.ADOPTED,
    "partially_adopted": Result.PARTLY_ADOPTED,
    "not_adopted": Result.NOT_ADOPTED,
    "transferred": Result.TRANSFERRED,
    "answered_directly": Result.OUT_OF_SCOPE,
    "supportive_no_change": Result.ALREADY_COVERED,
}
NOTE = "根据公开征求的意见修改。"
READ = "逐条核对，理由与会议纪要一致。"
CLEARED = "采纳情况及理由符合法律、法规、规章规定，修改后的文本程序合法。"


async def load(
    said: dict[str, Any],
    asked: ConsultationRef,
    numbers: Numbers,
    *,
    draft: list[dict[str, Any]],
    people: People,
) -> None:
    """Answer every opinion, write the final text, have it read and cleared, and publish it."""
    now, drafter = at(said["published_on"]), people["transport"]
    points = {}
    for point in said["points"]:
        points[point["id"]] = await _point(point, asked, numbers, people=people)
    await _answer_alone(said["dispositions"], asked, numbers, people)
    await _final_text(said, asked, points, draft=draft, people=people)
    subject = asked.subject_id
    await write_statement(subject, StatementDraft(statement=said["statement"]), staff=drafter)
    warnings = tuple(found.key for found in await cautions_of(subject))
    await submit_report(subject, Submission(acknowledged=warnings), staff=drafter, now=now)
    await read_report(subject, Reading(note=READ), staff=people["office"], now=now)
    await clear_report(subject, Clearance(clearance=CLEARED), staff=people["review"], now=now)
    await publish_result(asked.id, staff=people["office2"], now=now)


async def _point(
    said: dict[str, Any],
    asked: ConsultationRef,
    numbers: Numbers,
    *,
    people: People,
) -> PointRef:
    draft = Grouping(
        opinions=tuple(Picked(opinion=numbers[name]) for name in said["comment_ids"]),
        title=said["topic"],
        result=RESULTS[said["result"]],
        reason=said["reason"],
    )
    point = await group_opinions(
        asked.subject_id, draft, staff=people["transport"], now=at("2025-10-20")
    )
    if alike := tuple(numbers[name] for name in said["near_identical_ids"]):
        marks = MemberMarks(opinions=alike, is_near_identical=True)
        await mark_members(asked.subject_id, point.id, marks, staff=people["transport"])
    return point


async def _answer_alone(
    said: list[dict[str, Any]], asked: ConsultationRef, numbers: Numbers, people: People
) -> None:
    """Answer those that are in no point, each in its own words."""
    for one in said:
        if one["opinion_point_ids"] or one["disposition"] == "invalid":
            continue
        draft = BatchAnswerDraft(
            opinions=(numbers[one["comment_id"]],),
            result=RESULTS[one["disposition"]],
            reason=one["reply"],
        )
        await answer_opinions(
            asked.subject_id, draft, staff=people["transport"], now=at("2025-10-20")
        )


async def _final_text(
    said: dict[str, Any],
    asked: ConsultationRef,
    points: Mapping[str, PointRef],
    *,
    draft: list[dict[str, Any]],
    people: People,
) -> None:
    drafter = people["transport"]
    begun = await begin_version(
        asked.id,
        VersionDraft(stage=Stage.FINAL, note=NOTE),
        staff=drafter,
        now=at("2025-10-27"),
    )
    finals = {one["article_id"]: one["text"] for one in said["final_text"]["articles"]}
    whole = text_of([{**article, "text": finals[article["id"]]} for article in draft])
    written = await write_text(
        asked.id,
        begun.number,
        TextDraft(text=whole, revision=begun.revision),
        staff=drafter,
    )
    version = await get_version(asked.id, begun.number)
    causes = CausesDraft(clauses=tuple(_causes(said, version, points)), revision=written.revision)
    await name_causes(asked.id, begun.number, causes, staff=drafter)


def _causes(
    said: dict[str, Any], version: VersionForDesk, points: Mapping[str, PointRef]
) -> list[CauseRow]:
    passages = {clause.label: clause.passage for clause in version.stored if clause.passage}
    found: dict[int, list[int]] = {}
    for point in said["points"]:
        for change in point["text_changes"]:
            passage = passages[label_of(change["article_id"])]
            if passage is not None:
                found.setdefault(passage, []).append(points[point["id"]].id)
    return [CauseRow(passage=passage, points=tuple(ids)) for passage, ids in found.items()]
