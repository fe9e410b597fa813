from datetime import timedelta

import pytest

from backend.kernel.trust import HumanSigns, Trust, verdict

SLOW, QUICK = timedelta(seconds=40), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        (HumanSigns(age=SLOW, is_worked=True), Trust.TRUSTED),
        (HumanSigns(age=timedelta(seconds=3), is_worked=True), Trust.TRUSTED),
        (HumanSigns(age=timedelta(days=30), is_worked=True), Trust.TRUSTED),
        (HumanSigns(age=SLOW), Trust.UNSURE),  # without scripts: a person all the same
        (HumanSigns(age=QUICK, is_worked=True), Trust.UNSURE),
        (HumanSigns(is_worked=True), Trust.UNSURE),
        (HumanSigns(), Trust.UNSURE),
        (HumanSigns(is_trap_filled=True, age=SLOW, is_worked=True), Trust.MACHINE),
        (HumanSigns(is_trap_filled=True), Trust.MACHINE),
    ],
)
def test_the_signs_come_to(signs, expected):
    assert verdict(signs) is expected


def test_every_verdict_has_a_name_for_people():
    assert all(trust.label.source for trust in Trust)
