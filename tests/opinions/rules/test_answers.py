"""What an answer must say, what several come to, and which sentences repeat."""

import pytest

from backend.opinions.enums import ReportState, Result
from backend.opinions.rules import answers, handling, points, report, sameness
from backend.opinions.schemas.answers import Thresholds
from backend.opinions.schemas.points import Picked
from backend.opinions.schemas.reporting import Lack, ReportStep
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember

A, P, N, T = Result.ADOPTED, Result.PARTLY_ADOPTED, Result.NOT_ADOPTED, Result.TRANSFERRED
THRESHOLDS = Thresholds(concentrated_opinions=5, concentrated_reason=30)


def member(number: int, unit: int, *roles: Role) -> StaffMember:
    return StaffMember(
        id=number,
        username=f"s{number}",
        name=f"工作人员{number}",
        unit_id=unit,
        unit_code=f"u{unit}",
        unit_name=f"单位{unit}",
        roles=frozenset(roles),
    )


@pytest.mark.parametrize(
    ("of_points", "own", "is_dissenting", "expected"),
    [
        ([], None, False, None),
        ([A], None, False, A),
        ([A, A], None, False, A),
        ([A, N], None, False, P),
        ([T, T], None, False, T),
        ([A, None], None, False, None),
        ([A], None, True, None),
        ([A], N, True, N),
        ([], T, False, T),
        ([None], A, False, A),
    ],
)
def test_an_opinion_comes_to_its_own_answer_or_the_common_one(
    of_points, own, is_dissenting, expected
) -> None:
    assert answers.effective(of_points, own, is_dissenting=is_dissenting) == expected


@pytest.mark.parametrize(
    ("result", "reason", "opinions", "is_fine"),
    [
        (A, "", 100, True),
        (N, "", 1, False),
        (N, " \n　", 1, False),
        (P, "已改", 100, True),
        (N, "不具备条件", 4, True),
        (N, "不具备条件", 5, False),
        (N, "字" * 30, 5, True),
        (N, "字 " * 29, 5, False),
        (T, "", 1, False),
    ],
)
def test_a_reason_says_enough(result, reason, opinions, is_fine) -> None:
    fault = answers.fault_of_reason(result, reason, opinions=opinions, thresholds=THRESHOLDS)
    assert (fault is None) == is_fine


def test_reasons_of_several_points_stand_under_their_titles() -> None:
    assert answers.combined_reason([("甲", "理由")]) == "理由"
    assert answers.combined_reason([("甲", "一"), ("乙", ""), ("丙", "三")]) == "甲：一\n丙：三"
    assert answers.combined_reason([("甲", "")]) == ""


def given(reason: str, result: Result = N, point: int | None = None, opinion: int | None = None):
    return sameness.GivenReason(
        reason=reason, result=result, point=point, title=str(point or opinion), opinion=opinion
    )


def test_the_same_sentence_is_found_whatever_its_marks() -> None:
    found = sameness.repeated([given("不具备条件。", point=1), given("不具备条件", opinion=2)])
    assert len(found) == 1
    assert sameness.repeated([given("已采纳", A, 1), given("已采纳", A, 2)]) == {}
    assert sameness.repeated([given("一", point=1), given("二", point=2)]) == {}


def test_a_warning_changes_its_key_with_whom_it_is_about() -> None:
    one, other, third = (given("同一句", point=n) for n in (1, 2, 3))
    first = sameness.warning_of("同一句", [one, other])
    assert first.key == sameness.warning_of("同一句", [other, one]).key
    assert first.key != sameness.warning_of("同一句", [one, other, third]).key


def test_a_pick_that_was_grouped_or_ungrouped_since_is_named() -> None:
    picks = [Picked(opinion=7, points=0), Picked(opinion=8, points=1), Picked(opinion=9)]
    assert "甲" in str(points.moved_meanwhile(picks, {7: ["甲"], 8: ["乙"], 9: ["丙"]}))
    assert points.moved_meanwhile(picks, {8: ["乙"]}) is None
    assert "8" in str(points.moved_out(picks, {}))


@pytest.mark.parametrize(
    ("to", "order"), [(1, (3, 1, 2)), (2, (1, 3, 2)), (3, (1, 2, 3)), (99, (1, 2, 3))]
)
def test_a_moved_point_makes_the_others_room(to, order) -> None:
    assert points.places_after_move([1, 2, 3], 3, to=to) == order


LEAD, OTHER = 1, 2
CLERK, READER = member(1, LEAD, Role.DRAFTER), member(2, LEAD, Role.DRAFTER)
REVIEWER, OFFICE = member(3, OTHER, Role.REVIEWER), member(4, OTHER, Role.OFFICE)
STRANGER, AUDITOR = member(5, OTHER, Role.DRAFTER), member(6, LEAD, Role.AUDITOR)


def hands(state: ReportState, submitted_by: int | None = 1) -> report.Hands:
    return report.Hands(state=state, lead_unit=LEAD, submitted_by=submitted_by)


def may(state: ReportState, staff: StaffMember) -> set[ReportStep]:
    return set(report.steps_open_to(hands(state), staff))


def test_each_step_is_open_to_its_hands_alone() -> None:
    assert may(ReportState.DRAFT, CLERK) == {ReportStep.WRITE, ReportStep.SUBMIT}
    assert may(ReportState.SUBMITTED, CLERK) == {ReportStep.RETURN}
    assert may(ReportState.SUBMITTED, READER) == {ReportStep.READ, ReportStep.RETURN}
    assert may(ReportState.READ, REVIEWER) == {ReportStep.CLEAR, ReportStep.RETURN}
    assert may(ReportState.READ, OFFICE) == {ReportStep.RETURN}
    assert may(ReportState.CLEARED, OFFICE) == {ReportStep.PUBLISH, ReportStep.RETURN}
    assert may(ReportState.CLEARED, READER) == {ReportStep.RETURN}
    for state in ReportState:
        assert may(state, STRANGER) == may(state, AUDITOR) == set()
    assert all(may(ReportState.PUBLISHED, one) == set() for one in (CLERK, OFFICE, REVIEWER))


def test_who_submitted_takes_no_later_step() -> None:
    both = member(1, OTHER, Role.OFFICE, Role.REVIEWER)
    for state in (ReportState.SUBMITTED, ReportState.READ, ReportState.CLEARED):
        assert may(state, both) == {ReportStep.RETURN}


def test_warnings_stay_open_until_each_was_acknowledged() -> None:
    caution = sameness.warning_of("同一句", [given("同一句", point=1), given("同一句", point=2)])
    found = report.Standing(statement="一段足够长的情况说明文字。")
    assert [one.lack for one in report.open_things(found, [caution])] == [Lack.WARNING]
    assert report.open_things(found, [caution], [caution.key]) == ()


def test_who_reads_and_answers_what() -> None:
    assert handling.may_handle(CLERK, LEAD)
    assert not handling.may_handle(STRANGER, LEAD)
    assert handling.may_answer(STRANGER, LEAD, is_assigned=True)
    assert not handling.may_answer(AUDITOR, LEAD, is_assigned=True)
    assert handling.reads_unmasked(CLERK, LEAD)
    assert not handling.reads_unmasked(REVIEWER, LEAD)
    assert not handling.reads_unmasked(AUDITOR, LEAD)
    assert handling.sees_whole(AUDITOR, OTHER)
    assert not handling.sees_whole(STRANGER, LEAD)
