"""How the fields of the records are called, in forms and in summaries alike."""

from backend.kernel.language import say

STEP = {
    "actual_start": say("开始日期"),
    "actual_end": say("完成日期"),
    "output": say("形成的成果"),
}
PARTICIPATION = {
    "methods": say("参与方式"),
    "opened_on": say("征求意见开始"),
    "closed_on": say("征求意见结束"),
    "shortened_reason": say("缩短期限的理由"),
    "poll_held_on": say("民意调查日期"),
    "poll_held_by": say("民意调查由谁实施"),
    "poll_is_independent": say("实施者与决策没有利害关系"),
    "poll_summary": say("民意调查结果"),
    "adoption_summary": say("意见采纳情况"),
}
FIGURES = {
    "received": say("收到意见"),
    "valid": say("其中有效"),
    "adopted": say("采纳"),
    "partly_adopted": say("部分采纳"),
    "not_adopted": say("未采纳"),
}
HEARING = {
    "selection_method": say("听证参加人遴选办法"),
    "selection_published_on": say("遴选办法公布日期"),
    "sides": say("利害关系各方"),
    "planned_on": say("计划举行日期"),
    "place": say("地点"),
    "notice_published_on": say("听证会公告日期"),
    "roster_published_on": say("参加人名单公布日期"),
    "materials_sent_on": say("听证材料送达日期"),
    "held_on": say("实际举行日期"),
    "stages": say("进行了哪些环节"),
    "summary": say("听证情况"),
}
EXPERT = {
    "name": say("姓名"),
    "organisation": say("单位"),
    "field": say("专业"),
    "declared_on": say("利害关系声明日期"),
    "has_conflict": say("与决策有利害关系"),
    "conflict_note": say("什么样的利害关系"),
    "conclusion": say("论证结论"),
    "opinion": say("论证意见"),
    "is_dissent": say("与多数专家意见不同"),
    "signed_on": say("签名日期"),
    "adoption": say("意见采纳情况"),
    "may_be_named": say("本人同意公开姓名"),
}
RISK = {
    "assessor": say("评估单位"),
    "started_on": say("评估开始"),
    "concluded_on": say("评估结束"),
    "level": say("风险等级"),
    "result": say("评估结论"),
    "measures": say("风险防范化解措施"),
    "report_reference": say("评估报告文号"),
}
FAIR_COMPETITION = {
    "reviewer": say("审查单位"),
    "concluded_on": say("作出结论的日期"),
    "conclusion": say("审查结论"),
    "note": say("说明"),
}
LEGALITY = {
    "received_on": say("收到送审材料"),
    "concluded_on": say("出具意见"),
    "conclusion": say("审查结论"),
    "opinion_no": say("意见书文号"),
    "opinion": say("审查意见"),
}
SUBMISSION = {
    "submitted_on": say("提请日期"),
    "note": say("备注"),
}
MEETING = {
    "name": say("会议名称"),
    "held_on": say("会议日期"),
    "outcome": say("讨论结果"),
    "dissent": say("不同意见"),
    "party_reported_on": say("向县委请示报告的日期"),
    "party_report": say("请示报告的文号或会议"),
}
RESULT = {
    "doc_no": say("文号"),
    "published_on": say("公布日期"),
    "channels": say("在哪里公布"),
    "adoption_explanation": say("公众和专家意见采纳情况的说明"),
}
EVALUATION = {
    "evaluator": say("评估单位"),
    "is_third_party": say("委托第三方评估"),
    "started_on": say("评估开始"),
    "concluded_on": say("评估结束"),
    "heard": say("怎样听取公众、代表委员和有关群体的意见"),
    "summary": say("评估结论"),
}
SUSPENSION = {
    "suspended_on": say("中止日期"),
    "reason": say("中止理由"),
    "ordered_by": say("由谁决定"),
    "resumed_on": say("恢复日期"),
    "resume_reason": say("恢复理由"),
}
