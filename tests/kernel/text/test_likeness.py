import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.kernel.text.likeness.groups import groups_of_like
from backend.kernel.text.likeness.saying import GroupKind, Saying

PETITION = (
    "坚决反对撤并东岭教学点！东岭到镇中心小学7公里，要过两个大坡和一条河，冬天结冰校车上不来。"
    "请保留东岭教学点，补助每年不低于200元。"
)
NEAR, SIMILAR, SAME = GroupKind.NEAR_IDENTICAL, GroupKind.SIMILAR, GroupKind.SAME_PERSON
PARTS = [
    *("末班车太早了", "建议延长末班车", "反对延长末班车", "请保留教学点", "支持撤并教学点"),
    *("校车要安全", "200元太少", "300元太高", "但是我不同意", "转发：", "！", "👍", ""),
    *("老人孩子怎么办", "充电棚要装喷淋"),
]


def grouped(*texts, passages=frozenset({1})):
    sayings = [Saying(number, text, passages) for number, text in enumerate(texts, start=1)]
    return groups_of_like(sayings)


def kinds(groups):
    return [(group.kind, group.members) for group in groups]


@pytest.mark.parametrize(
    "copy",
    [
        PETITION,
        "转发：" + PETITION,
        "【转发】" + PETITION,
        PETITION.replace("，", " ").replace("！", "!!"),
        PETITION.replace("7公里", "７ 公里").replace("200元", "２００元"),
        PETITION.replace("东岭", "東嶺")
        .replace("教学点", "教學點")
        .replace("坚决反对", "堅決反對"),
        PETITION + "我家两个孩子都在那里念书！",
        PETITION.replace("东岭到镇中心小学7公里，", ""),
        "\u200b" + PETITION.replace("教学", "教\u200b学"),
        "坚决反对撤并东岭教学点！请保留东岭教学点，补助每年不低于200元。",
    ],
)
def test_a_copy_is_near_identical_whatever_was_done_to_it(copy):
    assert kinds(grouped(PETITION, copy)) == [(NEAR, (1, 2))]


@pytest.mark.parametrize(
    "turned",
    [
        PETITION.replace("坚决反对撤并", "坚决支持撤并").replace("请保留", "请取消"),
        PETITION + "以上是群里转的，但是我支持撤并。",
        PETITION + "不过，我不同意这种说法。",
    ],
)
def test_a_copy_turned_against_its_original_is_beside_it_not_in_it(turned):
    groups = grouped(PETITION, PETITION, turned)
    assert kinds(groups) == [(NEAR, (1, 2))]
    assert groups[0].dissenting == (3,)


@pytest.mark.parametrize(
    "other",
    [
        PETITION.replace("东岭", "大堤"),
        PETITION.replace("东岭教学点", "柳湾卫生室"),
    ],
)
def test_the_same_words_about_another_place_are_not_the_same(other):
    assert grouped(PETITION, other) == ()


def test_another_sum_is_similar_at_most():
    groups = grouped(PETITION, PETITION.replace("200元", "300元"))
    assert not [group for group in groups if group.kind is NEAR]


def test_a_letter_that_quotes_a_petition_among_much_else_is_no_copy():
    letter = "".join(f"第{n}点意见另有说明，涉及操场{n}处。" for n in range(40)) + PETITION
    assert not [group for group in grouped(PETITION, letter) if group.kind is NEAR]


def test_short_ones_are_alike_only_word_for_word():
    groups = grouped("支持", "支持！", "不支持", "反对", "好", "支 持", "支持一下")
    assert kinds(groups) == [(NEAR, (1, 2, 6))]


def test_who_has_nothing_to_compare_is_in_no_group_with_others():
    assert kinds(grouped("👍", "👎", "？？？", "……", "👍")) == [(NEAR, (1, 5))]


def test_nothing_and_one_give_no_groups():
    assert grouped() == ()
    assert grouped(PETITION) == ()


def test_the_same_demand_in_other_words_is_similar():
    groups = grouped(
        "建议城区末班车延长到晚上九点，晚班职工回家没有车坐。",
        "厂里晚班职工下班都八点了，末班车早没了，能不能延长一些？",
        "候车亭漏雨，请修一修。",
    )
    assert kinds(groups) == [(SIMILAR, (1, 2))]
    assert {"末班车", "延长"} <= set(groups[0].terms)
    assert 0 < groups[0].likeness < 1


def test_a_clause_in_common_is_evidence_and_never_enough():
    texts = ("候车亭漏雨，请修一修。", "司机师傅态度好一点。", "希望公布客流数据。")
    assert grouped(*texts, passages=frozenset({7})) == ()


def test_a_campaign_weighs_no_more_than_one_voice():
    others = ["建议城区末班车延长到晚上九点，晚班职工没有车坐。", "晚班职工回家难，末班车请延长。"]
    alone = grouped(*others)
    crowded = grouped(*others, *[f"{PETITION}{'！' * (n % 7)}" for n in range(300)])
    assert kinds(alone) == [(SIMILAR, (1, 2))]
    assert kinds(crowded) == [(NEAR, tuple(range(3, 303))), (SIMILAR, (1, 2))]


def test_one_person_is_seen_within_a_group_only():
    sayings = [
        Saying(1, PETITION, said_by="a"),
        Saying(2, PETITION + "！", said_by="b"),
        Saying(3, "转发：" + PETITION, said_by="a"),
        Saying(4, "候车亭漏雨，请修一修。", said_by="a"),
        Saying(5, PETITION),
        Saying(6, PETITION),
    ]
    assert kinds(groups_of_like(sayings)) == [(NEAR, (1, 2, 3, 5, 6)), (SAME, (1, 3))]


def test_terms_hold_no_personal_data():
    text = "我叫王立国，电话13900001357，身份证990101194803122012，请给清泉养老院加装扶手。"
    (group,) = grouped(text, text)
    assert group.terms
    assert not {"王立国", "13900001357", "990101194803122012", "立国"} & set(group.terms)


def test_groups_have_names_for_the_desk():
    assert [str(kind.label) for kind in GroupKind] == [
        "内容高度相近",
        "意思相近",
        "像是同一人重复提交",
    ]


@given(
    st.lists(st.lists(st.sampled_from(PARTS), max_size=6).map("，".join), max_size=14),
    st.randoms(use_true_random=False),
)
@settings(max_examples=60, deadline=None)
def test_groups_never_overlap_and_never_depend_on_order(texts, chance):
    sayings = [
        Saying(number, text, frozenset({number % 3}), f"{number % 4}")
        for number, text in enumerate(texts)
    ]
    groups = groups_of_like(sayings)
    shuffled = sayings[:]
    chance.shuffle(shuffled)
    assert groups_of_like(shuffled) == groups
    for kind in (NEAR, SIMILAR):
        members = [one for group in groups if group.kind is kind for one in group.members]
        assert len(members) == len(set(members))
    for group in groups:
        assert list(group.members) == sorted(group.members)
        assert len(group.members) > 1
        assert 0 < group.likeness <= 1
        assert not set(group.members) & set(group.dissenting)
    for near in (set(group.members) for group in groups if group.kind is NEAR):
        for similar in (set(group.members) for group in groups if group.kind is SIMILAR):
            assert near <= similar or not near & similar
