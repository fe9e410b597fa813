import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.decisions.schemas.gates.roster import (
    RosterLine,
    read_roster,
    read_sides,
    write_roster,
)


def test_a_pasted_roster_is_read():
    typed = "王小明，用户，利害关系人，消费者\n\n李四\t人大代表、政协委员\n"
    assert read_roster(typed) == (
        RosterLine(name="王小明", side="用户", is_interested=True, is_consumer=True),
        RosterLine(name="李四", side="人大代表、政协委员"),
    )


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("王小明", "第 1 行"),
        ("王小明，用户\n李四，企业，随便", "第 2 行"),
        ("王小明，用户\n王小明，用户", "写了两次"),
        ("王" * 41 + "，用户", "太长"),
        ("\n".join(f"甲{n}，用户" for n in range(301)), "300"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(typed, word):
    with pytest.raises(ValueError, match=r".+") as error:
        read_roster(typed)
    assert word in str(error.value.args[0])


def test_sides_stand_once_in_their_order():
    assert read_sides(" 用户 \n\n供热企业\n用户") == ("用户", "供热企业")


LINES = st.builds(
    RosterLine,
    name=st.text("甲乙丙丁王李", min_size=1, max_size=5),
    side=st.text("用户企业代表、", min_size=1, max_size=8),
    is_interested=st.booleans(),
    is_consumer=st.booleans(),
)


@given(st.lists(LINES, max_size=20, unique_by=lambda line: (line.name, line.side)))
def test_what_is_written_is_read_back(lines):
    assert read_roster(write_roster(tuple(lines))) == tuple(lines)
