"""What others see of a name."""

import pytest

from backend.opinions.enums import AgeBand, SubmitterKind
from backend.opinions.rules.names import masked_name, name_as_shown, said_by

PERSON, COMPANY = SubmitterKind.PERSON, SubmitterKind.COMPANY


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("朱明", "朱*"),
        ("朱小明", "朱**"),
        ("欧阳明", "欧阳*"),
        ("欧阳小明", "欧阳**"),
        ("欧阳", "欧*"),
        ("朱", "朱*"),
        ("𠮷田一郎", "𠮷**"),
        ("买买提·阿不都热合曼", "买**"),
        ("朱\u202e明", "朱*"),
        ("John Smith", "J***"),
        ("éloïse", "É***"),
        ("13900001234", ""),
        ("😀😀", ""),
        ("", ""),
    ],
)
def test_of_a_name_only_the_surname_is_shown(name, shown):
    assert masked_name(name) == shown


def test_a_minors_name_is_not_even_kept_masked():
    shown = name_as_shown(
        PERSON, name="朱小明", organisation_name="青泽一中", age_band=AgeBand.UNDER_18
    )
    assert shown == ""


def test_of_a_minor_nothing_is_shown():
    shown = said_by(
        COMPANY, name_masked="朱**", organisation_name="青泽一中", age_band=AgeBand.UNDER_18
    )
    assert shown == ""


def test_a_sole_traders_sign_is_masked_like_a_name():
    shown = name_as_shown(
        SubmitterKind.SOLE_TRADER, name="", organisation_name="王老五面馆", age_band=None
    )
    assert shown == "王**"


@pytest.mark.parametrize("kind", [SubmitterKind.COMPANY, SubmitterKind.ORGANISATION])
def test_companies_and_organisations_are_shown_by_their_name(kind):
    shown = said_by(kind, name_masked="朱**", organisation_name="青泽物流", age_band=None)
    assert shown == "青泽物流"


@pytest.mark.parametrize("kind", [SubmitterKind.PERSON, SubmitterKind.SOLE_TRADER])
def test_persons_and_sole_traders_are_shown_masked(kind):
    shown = said_by(kind, name_masked="朱**", organisation_name="青泽物流", age_band=None)
    assert shown == "朱**"
