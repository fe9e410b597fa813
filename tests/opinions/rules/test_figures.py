"""Figures add up, whatever the counts."""

from hypothesis import given
from hypothesis import strategies as st

from backend.opinions.enums import Channel, OpinionState
from backend.opinions.rules.figures import Count, add_up

COUNTS = st.lists(
    st.builds(
        Count,
        channel=st.sampled_from(Channel),
        state=st.sampled_from(OpinionState),
        opinions=st.integers(0, 10**6),
        rule=st.sampled_from(["", "abuse", "rude"]),
        is_answered=st.booleans(),
    )
)


@given(COUNTS)
def test_received_is_the_sum_of_its_parts_in_total_and_by_channel(counts):
    found = add_up(counts)
    assert all(channel.is_reconciled for channel in found.channels)
    parts = (found.pending, found.published, found.counted_only, found.withheld)
    assert found.received == sum(parts) + found.duplicate + found.withdrawn
    assert found.received == sum(channel.received for channel in found.channels)
    assert found.withheld == sum(rule.opinions for rule in found.withheld_by)
    assert found.valid <= found.received - found.duplicate - found.withdrawn


def test_what_a_rule_leaves_nothing_to_answer_is_not_valid():
    web = Channel.WEB
    found = add_up(
        [
            Count(web, OpinionState.PUBLISHED, 68),
            Count(web, OpinionState.WITHHELD, 2, "abuse", "侮辱谩骂", is_answered=False),
            Count(web, OpinionState.WITHHELD, 1, "rude", "辱骂里带着意见"),
            Count(web, OpinionState.DUPLICATE, 3),
            Count(web, OpinionState.RECEIVED, 4),
        ]
    )
    assert (found.received, found.valid) == (78, 73)
    assert [rule.code for rule in found.withheld_by] == ["abuse", "rude"]
