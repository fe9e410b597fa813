import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.consultations.enums.clauses import ClauseKind
from backend.consultations.rules.recognising import as_text, recognise
from backend.kernel.documents.words_in import read_document
from backend.kernel.documents.words_out import Paper, words_bytes
from tests.consultations.drafts import DEMO, EMERGENCY, LAW, PLAN, lines_of

STYLES = ["above", "brackets", "line", "none"]
NOT_WORDS = re.compile(r"[\s【】（）()]")

LABELS = st.sampled_from(
    [
        "", "第一编", "第一章", "第 二 章", "第一节", "第一条", "第二条", "第5条", "第十条之一",
        "第三条规定的", "一、", "二、", "二．", "（一）", "(二)", "（ 三 ）、", "1.", "2．", "3、",
        "1.1", "1.2.3", "（1）", "2）", "①", "②", "附件", "附件：1.", "附：", "附件2", "目录",
    ]
)  # fmt: skip
GAPS = st.sampled_from(["", " ", "　", "  ", "\t", "\n"])
WORDS = st.sampled_from(
    [
        "", "总则", "总　则", "首末班与班次", "二年级", "本办法自印发之日起施行",
        "提高认识，加强领导。各单位要落实。", "不报的，予以通报。不改的，约谈。",
        "有下列情形之一的：",
        "【标题】正文。", "（标题）正文。", "【】", "（一）", "标题　正文，有逗号。", "之一",
        "规定的情形。", "镇别\t数量", "\t5\t6", "5公里", "青泽县水利局", "2026年11月20日",
        "【甲】乙】丙", "。", "、",
    ]
)  # fmt: skip
LINES = st.builds("".join, st.tuples(LABELS, GAPS, WORDS))
DRAFTS = st.lists(LINES | st.text(max_size=12), max_size=12)
MOST = 150
KINDS = st.lists(st.none() | st.sampled_from(ClauseKind), max_size=12)


def words(text: str) -> str:
    return NOT_WORDS.sub("", text)


def joined(clauses) -> str:
    return "".join(clause.label + clause.heading + clause.text for clause in clauses)


def shape(lines) -> list[str]:
    return [
        f"{'  ' * clause.level}{clause.kind.value} {clause.label}|{clause.heading}|{clause.text}"
        for clause in recognise(lines)
    ]


@settings(max_examples=MOST)
@given(DRAFTS)
def test_no_word_of_a_draft_is_lost(paragraphs):
    assert words(joined(recognise(paragraphs))) == words("".join(paragraphs))


@settings(max_examples=MOST)
@given(DRAFTS)
def test_the_plain_form_reads_back_to_the_same_clauses(paragraphs):
    clauses = recognise(paragraphs)
    assert recognise([as_text(clauses)]) == clauses
    assert recognise(as_text(clauses).split("\n")) == clauses


@settings(max_examples=MOST)
@given(DRAFTS)
def test_the_plain_form_has_one_line_for_each_clause(paragraphs):
    clauses = recognise(paragraphs)
    kinds = [clause.kind for clause in clauses]
    assert len(as_text(clauses).splitlines()) == len(clauses)
    assert recognise([as_text(clauses)], kinds) == clauses


@settings(max_examples=MOST)
@given(DRAFTS, KINDS)
def test_corrected_kinds_are_kept_and_no_word_is_lost(paragraphs, kinds):
    lines = as_text(recognise(paragraphs)).splitlines()
    clauses = recognise(lines, [*kinds, *([ClauseKind.TEXT] * len(lines))][: len(lines)])
    assert words(joined(clauses)) == words("".join(lines))
    all_decided = [clause.kind for clause in recognise(lines)]
    decided = [kind or found for kind, found in zip(kinds, all_decided, strict=False)]
    decided += all_decided[len(decided) :]
    assert [clause.kind for clause in recognise(lines, decided)] == decided


@settings(max_examples=MOST)
@given(DRAFTS, KINDS)
def test_a_corrected_draft_reads_back_to_the_same_clauses(paragraphs, kinds):
    clauses = recognise(paragraphs, kinds)
    assert recognise([as_text(clauses)], [clause.kind for clause in clauses]) == clauses


@pytest.mark.parametrize("draft", DEMO, ids=lambda draft: draft["id"])
@pytest.mark.parametrize("style", STYLES)
def test_every_article_of_the_demo_is_recognised(draft, style):
    clauses = recognise(lines_of(draft, style))
    found = [clause for clause in clauses if clause.kind is ClauseKind.ARTICLE]
    expected = [
        (a["label"], "" if style == "none" else a["heading"], a["text"]) for a in draft["articles"]
    ]
    assert [(clause.label, clause.heading, clause.text) for clause in found] == expected
    assert all(clause.is_commentable and clause.level == 1 for clause in found)


@pytest.mark.parametrize("draft", DEMO, ids=lambda draft: draft["id"])
def test_chapters_hold_articles_and_nobody_points_at_them(draft):
    clauses = recognise(lines_of(draft))
    chapters = [clause for clause in clauses[1:] if clause.kind is not ClauseKind.ARTICLE]
    assert [re.sub(r"[\s、]", "", clause.label + clause.heading) for clause in chapters] == [
        re.sub(r"[\s、]", "", name)
        for name in dict.fromkeys(a["chapter"] for a in draft["articles"])
    ]
    assert not any(clause.is_commentable for clause in [clauses[0], *chapters])


def test_a_law_is_taken_apart_down_to_its_smallest_items():
    assert shape(LAW)[7:] == [
        "chapter 第一章|总则|",
        "  article 第一条||为了规范户外广告和招牌设置，保障公共安全，制定本办法。",
        "  article 第二条||本办法适用于本县城区。",
        "    paragraph ||法律法规另有规定的，从其规定。",
        "    paragraph ||第三条规定的情形由乡镇负责，不适用前款。",
        "chapter 第二章|设置规范|",
        "  section 第一节|一般规定|",
        "    article 第三条|禁止设置的情形|",
        "        item （一）||利用交通安全设施、交通标志的；",
        "        item （二）||影响市政公共设施使用的：",
        "          sub_item 1.||遮挡路灯的；",
        "          sub_item 2．||占用盲道的。",
        "        item （三）||危及建筑物安全的。",
        "      paragraph ||有前款情形的，责令限期拆除。",
        "    article 第三条之一||招牌应当一店一招，不得多层设置。",
        "chapter 第三章|附则|",
        "  article 第四条||本办法自2027年1月1日起施行",
        "text ||附件：1.设置标准表",
        "text ||2.申请流程图",
        "text ||青泽县人民政府办公室",
        "text ||2026年11月20日",
    ]


def test_a_table_of_contents_opens_no_chapters():
    contents = recognise(LAW)[:7]
    assert {clause.kind for clause in contents} == {ClauseKind.TEXT}
    assert not any(clause.is_commentable for clause in contents)


def test_a_plan_is_taken_apart_into_headings_and_their_texts():
    assert shape(PLAN) == [
        "text ||青泽县“十五五”农村供水保障实施方案",
        "text ||为提升农村供水保障水平，结合我县实际，制定本方案。",
        "heading 一、|总体要求|",
        "  heading （一）|指导思想。|坚持城乡统筹、建管并重，让群众喝上放心水。",
        "  heading （二）|工作目标|",
        "    text ||到2028年，自来水普及率达到98%，规模化供水人口比例达到85%。",
        "    text ||水质达标率不低于95%。",
        "heading 二、|重点任务|",
        "  heading （一）|推进水源置换。|用地表水替代地下水，2027年底前完成6个镇。",
        "  heading （二）|实施管网改造|",
        "    heading 1.|更换老旧管网。|更换运行20年以上的管网310公里。",
        "    heading 2.|降低漏损。|1.5公里以上的支管加装分区计量。",
        "      heading （1）||镇级管网每季度检测一次；",
        "      heading （2）||村级管网每半年检测一次。",
        "  heading （三）|完善水价机制|",
        "    text ||执行居民水价每立方米2.8元，困难户每户每月减免3立方米",
        "heading 三、|保障措施|",
        "  heading （一）||加强组织领导",
        "  heading （二）||加大资金投入",
        "  heading （三）|强化监督考核|",
        "    text ||镇别\t改造村数\t完成时间",
        "    text ||白杨店镇\t12\t2026年底",
        "    text ||\t5\t2027年底",
        "text ||青泽县水利局",
        "text ||二〇二六年十一月二十日",
    ]


def test_a_plan_numbered_with_dots_is_taken_apart_too():
    assert shape(EMERGENCY)[1:10] == [
        "heading 1.1|编制目的|",
        "  text ||为了及时处置供热突发事件，减少损失，制定本预案。",
        "heading 1.2|工作原则|",
        "  text ||以人为本、快速反应。",
        "  heading 1.2.1|分级负责|",
        "    text ||县级负责大面积停热，企业负责局部停热。",
        "heading 1.3|适用范围|",
        "  text ||第一、二类热源厂均适用本预案。",
        "  text ||一、二级管网同时故障的，按高一级处置。",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("第五条 首末班。", ("article", "第五条", "", "首末班。")),
        ("第5条　首末班。", ("article", "第5条", "", "首末班。")),
        ("第 五 条首末班。", ("article", "第五条", "", "首末班。")),
        ("第五条\t首末班。", ("article", "第五条", "", "首末班。")),
        ("第五条【班次】首末班。", ("article", "第五条", "班次", "首末班。")),
        ("第五条（班次） 首末班。", ("article", "第五条", "班次", "首末班。")),
        ("第五条（一）首末班。", ("article", "第五条", "", "（一）首末班。")),
        ("第一百零五条之二　首末班。", ("article", "第一百零五条之二", "", "首末班。")),
        ("第五条第二款规定的，从其规定。", ("text", "", "", "第五条第二款规定的，从其规定。")),
        ("第二章规定的期限，从其规定。", ("text", "", "", "第二章规定的期限，从其规定。")),
        ("1.5公里以内免费。", ("text", "", "", "1.5公里以内免费。")),
        ("一、二年级不寄宿。", ("text", "", "", "一、二年级不寄宿。")),
        ("(1)首末班。", ("heading", "(1)", "", "首末班。")),
        ("1、首末班。", ("heading", "1、", "", "首末班。")),
        ("１．首末班。", ("heading", "１．", "", "首末班。")),
        ("（一）要重视，要落实。分工。", ("heading", "（一）", "要重视，要落实。", "分工。")),
        ("（一）不报的，予以通报。约谈。", ("heading", "（一）", "", "不报的，予以通报。约谈。")),
        ("第一条所有车站，设座椅。", ("article", "第一条", "", "所有车站，设座椅。")),
    ],
)  # fmt: skip
def test_a_label_is_read_however_it_is_written(line, expected):
    (clause,) = recognise([line])
    assert (clause.kind.value, clause.label, clause.heading, clause.text) == expected


def test_an_article_without_a_space_must_be_the_next_one():
    lines = ["第一条 甲。", "第五条有关车站的，设座椅。", "第二条有关车站的，设座椅。"]
    assert [clause.label for clause in recognise(lines)] == ["第一条", "", "第二条"]


def test_a_label_alone_on_its_line_takes_the_next_line():
    assert shape(["第一章", "总则", "第一条", "为了便民，制定本办法。", "县交通局负责。"]) == [
        "chapter 第一章|总则|",
        "  article 第一条||为了便民，制定本办法。",
        "    paragraph ||县交通局负责。",
    ]


def test_an_article_without_a_full_stop_is_no_heading_of_the_signature():
    assert shape(["第八条　本办法自印发之日起施行", "青泽县人民政府", "2026年1月1日"]) == [
        "article 第八条||本办法自印发之日起施行",
        "text ||青泽县人民政府",
        "text ||2026年1月1日",
    ]


def test_a_clerk_can_say_that_a_line_is_something_else():
    lines = ["第一条　甲，乙。", "一、补贴标准", "每户三百元。"]
    kinds = [None, ClauseKind.ITEM, ClauseKind.TEXT]
    assert [clause.kind.value for clause in recognise(lines, kinds)] == ["article", "item", "text"]


def test_a_law_of_a_thousand_articles_is_recognised():
    lines = [f"第{number}条　{'县交通局负责线路的规划和调整。' * 10}" for number in range(1, 1001)]
    assert len(recognise(lines)) == 1000


def test_a_line_made_to_slow_down_the_reading_is_read():
    lines = [
        "第" + " " * 20_000,
        "（" + "　" * 20_000 + "一",
        "附件" + "　" * 20_000 + "。",
        "1." * 10_000,
    ]
    lines += ["第一条 " + "甲 " * 10_000, "（一）" + "，" * 20_000, "第一条（" * 5_000]
    recognise(lines)


@pytest.mark.parametrize("draft", DEMO, ids=lambda draft: draft["id"])
def test_a_word_document_gives_the_same_clauses_as_its_text(draft):
    title, *paragraphs = lines_of(draft)
    assert recognise(read_document(words_bytes(Paper(title, paragraphs)))) == recognise(
        [title, *paragraphs]
    )
