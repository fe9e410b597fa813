"""Examples of the API's answers in its description; a contract test keeps them true."""

from typing import Any

UNIT = {"code": "transport", "name": "县交通运输局"}
RESULT = {
    "meeting": "青泽县人民政府第45次常务会议",
    "decided_on": "2025-11-14",
    "doc_no": "青政发〔2025〕12号",
    "published_on": "2025-11-20",
}
_SHORT: dict[str, Any] = {
    "code": "QZ-2025-02",
    "year": 2025,
    "seq": 2,
    "title": "青泽县城乡公交一体化实施方案",
    "path": "/decisions/QZ-2025-02",
    "category": 1,
    "category_name": "制定有关公共服务、市场监管、社会管理、环境保护等方面的重大公共政策和措施",
    "lead_unit": UNIT,
    "state": "executing",
    "state_name": "已决策，执行中",
    "planned_month": "2025-11",
    "result": RESULT,
}
DECISIONS: dict[str, Any] = {
    "items": [
        {
            **_SHORT,
            "required_procedures": ["participation", "risk_assessment", "legality_review"],
            "steps_done": 8,
            "steps_total": 10,
        }
    ],
    "next": "WzIwMjUsIDJd",
}
DECISION: dict[str, Any] = {
    **_SHORT,
    "topic": "utilities",
    "topic_name": "公用事业",
    "co_units": [{"code": "finance", "name": "县财政局"}],
    "contact_unit": UNIT,
    "contact_phone": "0000-8800118",
    "problem": "城乡公交线路重复、班次少、换乘难，农村群众出行不便。",
    "basis": [{"name": "《城市公共交通条例》", "article": "第五条", "point": "优先发展公共交通"}],
    "procedure": [
        {
            "kind": "hearing",
            "name": "听证会",
            "is_required": False,
            "reason": "不直接制定票价",
            "methods": [],
        }
    ],
    "plan": [
        {
            "seq": 3,
            "kind": "participation",
            "name": "公众参与",
            "state": "completed",
            "planned_start": "2025-09-01",
            "planned_end": "2025-10-09",
            "actual_start": "2025-09-01",
            "actual_end": "2025-10-09",
            "output": "公开征求意见38天，收到意见70条",
        }
    ],
    "evaluation": "",
    "participation_figures": {
        "received": 70,
        "valid": 68,
        "adopted": 40,
        "partly_adopted": 18,
        "not_adopted": 10,
    },
    "attachments": [
        {
            "kind": "decision_text",
            "title": "青泽县城乡公交一体化实施方案",
            "path": "/decisions/QZ-2025-02/files/7KQM-2ABX-9TRW/方案.pdf",
            "size": 284512,
            "content_type": "application/pdf",
            "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "published_on": "2025-11-20",
            "step_seq": 9,
        }
    ],
    "suspensions": [],
    "version": 1,
    "versions": [
        {
            "number": 1,
            "published_on": "2025-06-20",
            "path": "/decisions/QZ-2025-02/versions/1",
            "sha256": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
            "adjustment": None,
            "adjustment_name": "",
            "adjusted_on": None,
            "reason": "",
            "approval": "",
        }
    ],
}
