"""What offices call the columns of their opinion registers."""

from backend.kernel.importing.vocabulary import Vocabulary
from backend.opinions.importing.cells import (
    is_like_a_channel,
    is_like_a_contact,
    is_like_an_answer,
)
from backend.opinions.importing.times import is_like_a_time
from backend.opinions.schemas.importing import ColumnField

NAMES: dict[ColumnField, tuple[str, ...]] = {
    ColumnField.SEQ: ("序号", "编号", "号", "no", "序"),
    ColumnField.RECEIVED: (
        "时间", "日期", "收到时间", "收到日期", "提出时间", "提交时间", "反馈时间", "来信时间",
        "登记时间", "登记日期", "受理时间", "收件日期", "接收时间", "意见时间",
    ),
    ColumnField.CHANNEL: (
        "渠道", "来源", "方式", "反馈方式", "反馈渠道", "意见来源", "提交方式", "征集渠道",
        "参与方式", "途径", "来源渠道",
    ),
    ColumnField.NAME: (
        "姓名", "反馈人", "意见人", "提出人", "称呼", "联系人", "反馈人姓名", "提意见人", "来信人",
        "群众姓名", "姓名称呼",
    ),
    ColumnField.KIND: ("主体", "主体类型", "反馈主体", "身份", "类型", "代表谁", "提出主体"),
    ColumnField.ORGANISATION: (
        "单位", "单位名称", "工作单位", "所在单位", "反馈单位", "企业名称", "组织名称",
    ),
    ColumnField.CONTACT: (
        "联系方式", "联系电话", "电话", "手机", "手机号", "电话号码", "邮箱", "联系办法",
        "手机号码", "电子邮箱",
    ),
    ColumnField.TOWN: (
        "镇街", "所在镇街", "乡镇", "镇办", "街道", "所属镇街", "所在乡镇", "区域", "乡镇街道",
    ),
    ColumnField.AGE: ("年龄", "年龄段"),
    ColumnField.TEXT: (
        "意见内容", "意见", "内容", "意见建议", "具体意见", "反馈意见", "建议内容", "建议",
        "意见和建议", "修改意见", "意见及建议", "原话", "反馈内容", "具体内容", "意见建议内容",
    ),
    ColumnField.CLAUSES: (
        "对应条款", "条款", "涉及条款", "针对条款", "条文", "章节条款", "所涉条款", "对应条文",
        "涉及条文",
    ),
    ColumnField.CONSENT: (
        "同意公开", "是否同意公开", "是否公开", "可否公开", "公开", "本人同意公开", "是否愿意公开",
    ),
}  # fmt: skip


def _is_like_a_number(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and len(cell) <= 4  # noqa: PLR2004 - 9999 rows


WORDS = Vocabulary(
    NAMES,
    ignored=ColumnField.IGNORED,
    main=ColumnField.TEXT,
    looks=(
        (ColumnField.SEQ, _is_like_a_number),
        (ColumnField.RECEIVED, is_like_a_time),
        (ColumnField.CHANNEL, is_like_a_channel),
        (ColumnField.CONTACT, is_like_a_contact),
        (ColumnField.CONSENT, is_like_an_answer),
    ),
)
