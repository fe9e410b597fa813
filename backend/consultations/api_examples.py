"""Examples of the API's answers in its description; a contract test keeps them true."""

from typing import Any

_SHORT: dict[str, Any] = {
    "slug": "qz-2025-02",
    "title": "青泽县城乡公交一体化实施方案（征求意见稿）",
    "path": "/consultations/qz-2025-02",
    "type": "major_decision",
    "type_name": "重大行政决策",
    "lead_unit": "县交通运输局",
    "decision": "QZ-2025-02",
    "status": "answered",
    "status_name": "已反馈",
    "opens_on": "2025-09-01",
    "closes_on": "2025-10-09",
    "feedback_due_on": "2025-11-06",
    "feedback_published_on": "2025-11-04",
    "is_overdue": False,
    "received": 70,
}
CONSULTATIONS: dict[str, Any] = {"items": [_SHORT], "next": "WzFd"}
_VERSION = {
    "number": 1,
    "stage": "comment",
    "stage_name": "征求意见稿",
    "note": "",
    "published_at": "2025-09-01T00:00:00Z",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "path": "/consultations/qz-2025-02/draft?version=1",
}
CONSULTATION: dict[str, Any] = {
    **_SHORT,
    "opens_at": "2025-08-31T16:00:00Z",
    "closes_at": "2025-10-09T16:00:00Z",
    "published_at": "2025-09-01T00:00:00Z",
    "period_days": 38,
    "shortened_reason": "",
    "announcement": "现将征求意见稿及起草说明向社会公布，公开征求意见。",
    "ways": {
        "email": "transport@qingze.example",
        "phone": "0000-8800112",
        "postal_address": "青泽县府前路13号",
        "postcode": "000000",
        "envelope_note": "城乡公交一体化实施方案意见",
        "venues": ["县政务服务大厅政务公开专区"],
    },
    "drafting_note": {
        "background": "城乡公交线路重复、班次少、换乘难。",
        "basis": ["《城市公共交通条例》"],
        "process": "开展客流调查，征求各镇意见。",
        "main_content": ["线网布局", "班次和票价"],
        "focus_questions": ["末班车几点合适"],
        "affected_groups": ["学生", "老年人"],
    },
    "plain_summary": "车更准时，票价更便宜。",
    "plain_changes": [{"before": "全程最高6元", "after": "全程最高3元"}],
    "plain_answers": [{"question": "什么时候开始", "answer": "2026年1月1日起。"}],
    "options": [
        {
            "number": 1,
            "letter": "A",
            "title": "保留支线",
            "text": "",
            "reason": "方便赶集",
            "preferred_by": 3,
        }
    ],
    "files": [
        {
            "title": "首批站点清单",
            "path": "/consultations/qz-2025-02/files/1/清单.pdf",
            "media_type": "application/pdf",
            "size": 48213,
        }
    ],
    "extensions": [
        {
            "kind": "feedback",
            "kind_name": "推迟反馈",
            "former_on": "2025-11-06",
            "until_on": "2025-11-13",
            "reason": "补充客流调查",
            "extended_at": "2025-11-03T02:00:00Z",
        }
    ],
    "versions": [_VERSION],
}
DRAFT: dict[str, Any] = {
    "version": _VERSION,
    "clauses": [
        {
            "passage": 5,
            "kind": "article",
            "kind_name": "条",
            "level": 1,
            "label": "第五条",
            "heading": "首末班与班次",
            "text": "城区线路首班不晚于6:20，末班不早于18:30。",
            "opinions": 12,
        }
    ],
}
OPINION: dict[str, Any] = {
    "number": 4,
    "path": "/consultations/qz-2025-02/opinions/4",
    "text": "末班车时间能不能往后挪挪？县城商超关门都9点了，营业员下班没车坐。",
    "said_by": "黄**",
    "channel": "wechat",
    "channel_name": "微信",
    "received_at": "2025-09-02T11:20:00Z",
    "passages": [{"passage": 5, "label": "第五条　首末班与班次"}],
    "answer": {
        "result": "adopted",
        "result_name": "采纳",
        "reason": "开展客流补充调查后，延长末班时间并按季节调整。",
        "points": ["城区、城乡线路末班车时间过早"],
    },
}
OPINIONS: dict[str, Any] = {"items": [OPINION], "next": "WzRd"}
SENT: dict[str, Any] = {
    "text": "末班车时间能不能往后挪挪？",
    "passages": [5],
    "contact": "139 0000 1234",
    "name": "黄小明",
    "may_publish": True,
    "privacy_version": "2026-11-01",
    "idempotency_key": "9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d",
}
RECEIPT: dict[str, Any] = {
    "code": "7KQM-2ABX-9TRW",
    "number": 71,
    "path": "/track/7KQM-2ABX-9TRW",
    "received_at": "2026-11-20T02:00:00Z",
    "state": "received",
    "state_name": "待审核",
    "answer_due_on": "2027-01-08",
    "is_repeated": False,
}
_CHANNEL = {
    "channel": "wechat",
    "channel_name": "微信",
    "received": 18,
    "pending": 0,
    "published": 17,
    "counted_only": 0,
    "withheld": 1,
    "duplicate": 0,
    "withdrawn": 0,
}
REPORT: dict[str, Any] = {
    "published_at": "2025-11-04T02:00:00Z",
    "statement": "共收到意见70条，其中有效意见68条。现将采纳情况及理由公布如下。",
    "path": "/consultations/qz-2025-02/result",
    "figures": {
        "received": 70,
        "pending": 0,
        "published": 61,
        "counted_only": 7,
        "withheld": 2,
        "duplicate": 0,
        "withdrawn": 0,
        "valid": 68,
        "channels": [_CHANNEL],
        "withheld_by": [{"rule": "abuse", "rule_name": "侮辱谩骂", "opinions": 2}],
    },
    "opinions_by_result": [{"result": "adopted", "result_name": "采纳", "count": 29}],
    "points_by_result": [{"result": "adopted", "result_name": "采纳", "count": 11}],
    "points": [
        {
            "number": 2,
            "path": "/consultations/qz-2025-02/result/points/2",
            "title": "K7路石门岭支线是否合并、接驳是否方便",
            "result": "partly_adopted",
            "result_name": "部分采纳",
            "reason": "保留赶集日和早晚直达，平日其余时段仍接驳。",
            "unit": "县交通运输局",
            "opinions": 13,
            "near_identical": 10,
            "dissenting": 0,
        }
    ],
}
ANSWERS: dict[str, Any] = {
    "items": [
        {
            "place": 4,
            "number": 4,
            "said_by": "黄**",
            "channel": "wechat",
            "channel_name": "微信",
            "state": "published",
            "state_name": "已公开",
            "text": "末班车时间能不能往后挪挪？",
            "not_shown_because": "",
            "result": "adopted",
            "result_name": "采纳",
            "reason": "开展客流补充调查后，延长末班时间并按季节调整。",
            "points": ["城区、城乡线路末班车时间过早"],
            "passages": ["第五条　首末班与班次"],
        }
    ],
    "next": "WzQsIDRd",
}
