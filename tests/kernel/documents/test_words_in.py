import io
import zipfile
from datetime import date

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.documents.schemas import Column, TableOut
from backend.kernel.documents.words_in import MAIN, NUMBERING, STYLES, read_document
from backend.kernel.documents.words_numbering import written
from backend.kernel.documents.words_out import Paper, words_bytes
from backend.kernel.errors import Invalid

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def part(root: str, inner: str, space: str = SPACE) -> str:
    names = f'xmlns:w="{space}" xmlns:mc="{COMPATIBLE}" xmlns:m="{MATHS}"'
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {names}>{inner}</w:{root}>'


def zipped(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, words in parts.items():
            archive.writestr(name, words)
    return held.getvalue()


def document(body: str, *, numbering: str = "", styles: str = "", space: str = SPACE) -> bytes:
    parts = {MAIN: part("document", f"<w:body>{body}</w:body>", space)}
    if numbering:
        parts[NUMBERING] = part("numbering", numbering)
    if styles:
        parts[STYLES] = part("styles", styles)
    return zipped(parts)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def listed(text: str, level: int = 0, list_id: int = 1) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(run(text), numbered)


def level(place: int, style: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def list_of(*levels: str, number: int = 1) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def use_of(number: int, list_id: int, more: str = "") -> str:
    return f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{number}"/>{more}</w:num>'


def cell(*texts: str) -> str:
    return f"<w:tc>{''.join(paragraph(run(text)) for text in texts)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


OFFICE_LIST = list_of(
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"),
) + use_of(1, 1)


def test_paragraphs_come_in_order_and_empty_ones_are_left_out():
    body = paragraph(run("第一条　") + run("为了便民。")) + "<w:p/>" + paragraph(run(" 第二段。 "))
    assert read_document(document(body)) == ("第一条　为了便民。", "第二段。")


def test_a_line_break_begins_a_line_and_a_tab_is_a_space():
    body = paragraph(
        run("青泽县方案")
        + "<w:r><w:br/></w:r>"
        + run("（草案）")
        + "<w:r><w:tab/></w:r>"
        + run("一"),
        '<w:tabs><w:tab w:val="left" w:pos="400"/></w:tabs>',
    )
    assert read_document(document(body)) == ("青泽县方案", "（草案） 一")


def test_rows_of_a_table_are_cells_with_tabs_between():
    inner = table(cell("甲") + cell("乙"))
    body = table(
        cell("镇别") + cell("改造", "村数") + cell(""),
        cell("白杨店镇") + cell("12") + f"<w:tc>{inner}<w:p/></w:tc>",
        cell("") + cell("") + cell(""),
    )
    rows = ("镇别\t改造 村数\t", "白杨店镇\t12\t甲 乙")
    assert read_document(document(paragraph(run("表一")) + body)) == ("表一", *rows)


def test_a_frame_of_one_cell_is_paragraphs():
    assert read_document(document(table(cell("第一条　甲。", "第二条　乙。")))) == (
        "第一条　甲。",
        "第二条　乙。",
    )


def test_words_own_numbers_are_written_out_as_offices_see_them():
    body = "".join(
        [
            listed("总体要求"), listed("指导思想", 1), listed("工作目标", 1), listed("保障措施"),
            listed("加强领导", 1), listed("5公里以内免费", 2), listed("其他", 3), listed("再次", 2),
        ]
    )  # fmt: skip
    assert read_document(document(body, numbering=OFFICE_LIST)) == (
        "一、总体要求",
        "（一）指导思想",
        "（二）工作目标",
        "二、保障措施",
        "（一）加强领导",
        "1. 5公里以内免费",
        "（1）其他",
        "2. 再次",
    )


def test_articles_go_on_counting_across_chapters():
    numbering = list_of(
        level(0, "chineseCounting", "第%1章"),
        level(1, "chineseCounting", "第%2条", '<w:lvlRestart w:val="0"/>'),
    ) + use_of(1, 1)
    body = listed("总则") + listed("甲。", 1) + listed("附则") + listed("乙。", 1)
    assert read_document(document(body, numbering=numbering)) == (
        "第一章　总则",
        "第一条　甲。",
        "第二章　附则",
        "第二条　乙。",
    )


def test_a_list_started_anew_counts_from_its_start_and_another_use_goes_on():
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = (
        list_of(level(0, "decimal", "%1、")) + use_of(1, 1) + use_of(1, 2) + use_of(1, 3, start)
    )
    body = "".join(listed(text, 0, use) for text, use in [("a", 1), ("b", 2), ("c", 3), ("d", 3)])
    assert read_document(document(body, numbering=numbering)) == ("1、a", "2、b", "1、c", "2、d")


def test_a_list_of_a_style_counts_too_and_a_paragraph_can_leave_it():
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Art"><w:basedOn w:val="Base"/></w:style>'
    )
    numbering = list_of(level(0, "chineseCounting", "第%1条", '<w:pStyle w:val="Art"/>'))
    styled = '<w:pStyle w:val="Art"/>'
    body = paragraph(run("甲。"), styled) + paragraph(
        run("款。"), styled + '<w:numPr><w:numId w:val="0"/></w:numPr>'
    )
    found = read_document(
        document(
            body + paragraph(run("乙。"), styled), numbering=numbering + use_of(1, 1), styles=styles
        )
    )
    assert found == ("第一条　甲。", "款。", "第二条　乙。")


def test_dotted_numbers_hold_those_above_and_bullets_are_left_out():
    numbering = list_of(
        level(0, "chineseCounting", "%1"),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "bullet", "●"),
    ) + use_of(1, 1)
    body = listed("总则") + listed("目的", 1) + listed("便民", 2) + listed("依据", 1)
    assert read_document(document(body, numbering=numbering)) == (
        "一总则",
        "1.1 目的",
        "便民",
        "1.2 依据",
    )


@pytest.mark.parametrize(
    ("count", "style", "expected"),
    [
        (12, "decimal", "12"), (12, "chineseCountingThousand", "十二"), (3, "upperLetter", "C"),
        (28, "lowerLetter", "bb"), (14, "upperRoman", "XIV"), (9, "lowerRoman", "ix"),
        (7, "decimalZero", "07"), (12, "decimalFullWidth", "１２"),
        (2, "decimalEnclosedCircleChinese", "②"), (21, "decimalEnclosedCircle", "21"),
        (2, "ideographTraditional", "乙"), (10, "ideographDigital", "一〇"),
        (3, "chineseLegalSimplified", "叁"), (3, "decimalEnclosedParen", "（3）"),
        (5, "none", ""), (5, "somethingNew", "5"),
    ],
)  # fmt: skip
def test_every_way_of_counting_is_written(count, style, expected):
    assert written(count, style) == expected


def test_tracked_changes_read_as_accepted():
    body = paragraph(
        run("末班不早于")
        + f'<w:del w:id="1"><w:r><w:delText>18:30</w:delText></w:r>{run("旧")}</w:del>'
        + f'<w:ins w:id="2">{run("20:30")}</w:ins>'
        + f'<w:moveFrom w:id="3">{run("移走")}</w:moveFrom>'
        + f'<w:moveTo w:id="4">{run("移来")}</w:moveTo>'
        + run("。")
    )
    assert read_document(document(body)) == ("末班不早于20:30移来。",)


def test_a_deleted_paragraph_end_joins_two_and_counts_once():
    mark = '<w:rPr><w:del w:id="1"/></w:rPr>'
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = paragraph(run("前半，"), number + mark) + listed("后半。") + listed("下一条。")
    assert read_document(document(body, numbering=OFFICE_LIST)) == (
        "一、前半，后半。",
        "二、下一条。",
    )


def test_the_end_of_a_document_is_kept_even_if_its_mark_is_deleted():
    body = paragraph(run("最后。"), '<w:rPr><w:del w:id="1"/></w:rPr>')
    assert read_document(document(body)) == ("最后。",)


def test_former_formatting_is_not_read():
    body = paragraph(
        run("甲"),
        '<w:pPrChange w:id="1"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:pPrChange>",
    )
    assert read_document(document(body, numbering=OFFICE_LIST)) == ("甲",)


def test_hidden_text_stays_hidden():
    styles = (
        '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = paragraph(
        run("看得见")
        + run("藏", "<w:vanish/>")
        + run("也藏", '<w:rStyle w:val="Secret"/>')
        + run("不藏", '<w:vanish w:val="0"/>')
    ) + paragraph(run("整段藏"), '<w:pStyle w:val="Gone"/>')
    assert read_document(document(body, styles=styles)) == ("看得见不藏",)


def test_text_boxes_formulas_and_fields_are_read_once():
    box = f"<w:txbxContent>{paragraph(run('框内。'))}</w:txbxContent>"
    body = paragraph(
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
        + run("面积")
        + "<m:oMath><m:r><m:t>a×b</m:t></m:r></m:oMath>"
        + "<w:r><w:instrText>PAGE \\* MERGEFORMAT</w:instrText></w:r>"
        + run("平方米。")
    )  # fmt: skip
    assert read_document(document(body)) == ("框内。", "面积a×b平方米。")


def test_the_strict_form_is_read_as_well():
    assert read_document(document(paragraph(run("甲。")), space=STRICT)) == ("甲。",)


def test_characters_nobody_sees_do_not_come_along():
    body = paragraph(run("第\u200b一条\u202e　甲\u00ad。"))
    assert read_document(document(body)) == ("第一条　甲。",)


def test_what_python_docx_and_we_write_is_read_back():
    held = io.BytesIO()
    paper = Document()
    paper.add_heading("方案", 1)
    paper.add_paragraph("第一条　甲。")
    paper.save(held)
    assert read_document(held.getvalue()) == ("方案", "第一条　甲。")
    table_out = TableOut(title="情况表", columns=[Column("序号"), Column("意见")], rows=[(1, "甲")])
    ours = Paper("采纳情况", ["正文。"], [table_out], signed_by="县政府", dated=date(2026, 11, 20))
    assert read_document(words_bytes(ours)) == (
        "采纳情况", "正文。", "情况表", "序号\t意见", "1\t甲", "县政府", "2026年11月20日",
    )  # fmt: skip


WORDS = st.text(
    alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=9
)


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_any_words_come_back(texts):
    assert read_document(document("".join(paragraph(run(text)) for text in texts))) == tuple(texts)


def entity_bomb() -> str:
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "哈" * 10}">' for n in range(9)
    )
    return f'<!DOCTYPE w [{entities}]><w:document xmlns:w="{SPACE}">&e8;</w:document>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "不是 Word"),
        (b"%PDF-1.7 ...", "不是 Word"),
        (b"{\\rtf1 hello}", "不是 Word"),
        (OLE + "WordDocument".encode("utf-16-le"), "另存为 docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"PK\x03\x04 broken", "打不开"),
        (zipped({"hello.txt": "hi"}), "扩展名"),
        (zipped({"xl/workbook.xml": "<a/>"}), "扩展名"),
        (zipped({MAIN: part("document", ""), "word/vbaProject.bin": "x"}), "宏"),
        (zipped({MAIN: "<w:document"}), "打不开"),
        (zipped({MAIN: "not xml"}), "打不开"),
        (zipped({MAIN: "<?xml version='1.0' encoding='x-unknown'?><a/>"}), "打不开"),
        (zipped({MAIN: entity_bomb()}), "打不开"),
        (zipped({MAIN: '<!DOCTYPE w SYSTEM "file:///etc/passwd"><w/>'}), "打不开"),
        (zipped({MAIN: part("document", "<w:p/>" * 2_100_000)}), "大得不正常"),
        (zipped({MAIN: part("document", ""), "word/a.png": b"\0" * 30_000_000}), "大得不正常"),
        (document(paragraph(run("甲")), numbering="<w:num"), "打不开"),
    ],
)  # fmt: skip
def test_what_is_no_word_document_is_refused_in_words_for_people(content, said):
    with pytest.raises(Invalid) as refused:
        read_document(content)
    assert said in str(refused.value.message)


def test_more_elements_or_words_than_a_document_has_are_refused():
    for body in ("<w:x/>" * 1_000_000, "<w:p/>" * 100_001, paragraph(run("甲" * 3000)) * 700):
        content = zipped({MAIN: part("document", body)}, zipfile.ZIP_STORED)
        with pytest.raises(Invalid, match="太长"):
            read_document(content)


@pytest.mark.parametrize("numbers", ["99999999999", "-1", "x", "٣", "1e3", ""])
def test_odd_numbers_in_lists_do_no_harm(numbers):
    numbered = f'<w:numPr><w:ilvl w:val="{numbers}"/><w:numId w:val="1"/></w:numPr>'
    odd = list_of(
        f'<w:lvl w:ilvl="{numbers}"><w:start w:val="{numbers}"/><w:lvlText w:val="%1%9%%"/></w:lvl>'
    )
    body = paragraph(run("甲"), numbered)
    (found,) = read_document(document(body, numbering=odd + use_of(1, 1)))
    assert found.endswith("甲")


def test_styles_based_on_each_other_do_no_harm():
    styles = (
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    body = paragraph(run("甲"), '<w:pStyle w:val="A"/>')
    assert read_document(document(body, styles=styles)) == ("甲",)


def test_three_hundred_pages_are_read():
    font = '<w:rFonts w:eastAsia="仿宋_GB2312"/><w:b/><w:sz w:val="32"/><w:szCs w:val="32"/>'
    texts = [[f"第{n}处第{part}段文字内容" for part in range(8)] for n in range(3_000)]
    body = "".join(
        listed(str(n), n % 4) + paragraph("".join(run(words, font) for words in row))
        for n, row in enumerate(texts)
    )
    content = document(body, numbering=OFFICE_LIST)
    found = read_document(content)
    assert len(found) == 6_000
    assert sum(map(len, found)) > 200_000
