"""What counties call the columns of their catalogues."""

from backend.decisions.enums.imports import ColumnField
from backend.decisions.importing.months import is_like_a_time
from backend.decisions.importing.procedures import is_like_procedures
from backend.decisions.importing.units import is_like_units
from backend.kernel.importing.vocabulary import Vocabulary

NAMES: dict[ColumnField, tuple[str, ...]] = {
    ColumnField.SEQ: ("序号", "编号", "号", "项次", "no"),
    ColumnField.GROUP: ("工作任务", "任务分类", "工作类别", "重点任务", "一级任务", "领域"),
    ColumnField.TITLE: (
        "事项名称", "决策事项", "决策事项名称", "重大行政决策事项", "重大行政决策事项名称", "名称",
        "事项", "决策名称", "项目名称", "具体要求", "决策事项内容", "拟决策事项",
    ),
    ColumnField.LEAD_UNIT: (
        "承办单位", "责任单位", "牵头单位", "主办单位", "决策承办单位", "承办部门", "责任部门",
        "牵头部门", "起草单位", "主要承办单位", "牵头责任单位",
    ),
    ColumnField.CO_UNITS: (
        "协办单位", "配合单位", "协助单位", "配合部门", "协办部门", "参与单位", "会办单位",
    ),
    ColumnField.PROCEDURE: (
        "决策程序", "决策事项程序", "履行程序", "拟履行程序", "法定程序", "应履行的程序", "程序",
        "履行决策程序", "决策履行程序", "拟履行的决策程序",
    ),
    ColumnField.PLANNED: (
        "完成时限", "完成时间", "决策时间", "拟决策时间", "计划完成时间", "拟完成时间", "时限",
        "计划决策时间", "预计决策时间", "拟提交审议时间", "时间安排", "办结时限",
        "拟决策时间和计划",
    ),
    ColumnField.CATEGORY: ("类别", "事项类别", "决策类别", "决策类型", "事项类型", "类型"),
    ColumnField.BASIS: ("决策依据", "依据", "法律依据", "政策依据", "决策法律政策依据", "立项依据"),
    ColumnField.PROBLEM: (
        "拟解决的主要问题", "解决的主要问题", "要解决的问题", "决策理由", "决策必要性", "必要性",
        "主要内容", "立项理由",
    ),
    ColumnField.CONTACT_NAME: ("联系人", "联络员", "责任人", "经办人"),
    ColumnField.CONTACT_PHONE: ("联系电话", "联系方式", "电话", "咨询电话"),
    ColumnField.PARTICIPATION: ("公众参与", "是否公众参与", "征求意见", "公开征求意见"),
    ColumnField.HEARING: ("听证", "是否听证", "是否需听证", "是否需要听证", "听证会", "举行听证"),
    ColumnField.EXPERT_REVIEW: ("专家论证", "是否专家论证", "专家咨询论证"),
    ColumnField.RISK_ASSESSMENT: ("风险评估", "是否风险评估", "社会稳定风险评估"),
    ColumnField.FAIR_COMPETITION: ("公平竞争审查", "是否公平竞争审查"),
    ColumnField.LEGALITY_REVIEW: ("合法性审查", "是否合法性审查", "合法性审核"),
    ColumnField.COLLECTIVE_DECISION: ("集体讨论决定", "集体讨论", "集体审议"),
    ColumnField.PARTY_REPORT: ("向党委请示报告", "党委请示", "报县委"),
    ColumnField.CONGRESS_REPORT: ("向人大常委会报告", "人大报告", "报人大常委会"),
}  # fmt: skip
MINOR = frozenset(field for field in ColumnField if field.procedure_kind is not None)


def _is_like_a_number(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and len(cell) <= 3  # noqa: PLR2004 - 999 matters


WORDS = Vocabulary(
    NAMES,
    ignored=ColumnField.IGNORED,
    main=ColumnField.TITLE,
    looks=(
        (ColumnField.SEQ, _is_like_a_number),
        (ColumnField.PROCEDURE, is_like_procedures),
        (ColumnField.PLANNED, is_like_a_time),
        (ColumnField.LEAD_UNIT, is_like_units),
        (ColumnField.CO_UNITS, is_like_units),
    ),
    minor=MINOR,
)
