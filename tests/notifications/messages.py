"""Messages as rooms hand them in, and the outbox as it stands."""

from typing import Any

from backend.kernel.database import rows, transaction
from backend.notifications.operations.outbox import enqueue
from backend.notifications.schemas import Message

TITLE = "青泽县停车管理办法（征求意见稿）"
RECEIPT = {
    "receipt_code": "7KQM-2ABX-9TRW",
    "subject_title": TITLE,
    "path": "/track",
    "answer_due_on": "2026-12-18",
    "number": "71",
}
ANSWERS = {
    "answers": [
        {"number": 71, "result": "部分采纳", "reason": "先在两条街试行，一年后再看。"},
        {"number": 72, "result": "", "reason": ""},
    ],
    "more": 1,
}
CLAUSES = {
    "clauses": [
        {
            "name": "第二条　收费时间",
            "kind": "有改动",
            "before": "每日八时至二十时收费。",
            "after": "每日八时至十八时收费，周末免费。",
            "path": "/consultations/parking/changes?version=2#clause-12",
        }
    ],
    "more_clauses": 1,
}
MOVED = {
    "subject_title": TITLE,
    "path": "/consultations/parking",
    "former_on": "2026-11-30",
    "until_on": "2026-12-11",
    "reason": "不少村民反映还没有看到草案。",
}
SUBSCRIBED = "/subscriptions/t0ken"
CONTEXTS: dict[str, dict[str, Any]] = {
    "contact/code": {"code": "123456", "minutes": 10},
    "contact/trial": {},
    "opinions/receipt": RECEIPT,
    "opinions/withheld": {
        "subject_title": TITLE,
        "number": "71",
        "rule_title": "含有辱骂他人的内容",
        "rule_citation": "《网络信息内容生态治理规定》第六条",
        "appeal": "收到本信 10 个工作日内，可以向县政府办公室提出申诉。",
        "path": "/track",
    },
    "opinions/shown_after_all": {
        "subject_title": TITLE,
        "number": "71",
        "stands": "这条意见现在已经公开。",
        "path": "/track",
    },
    "opinions/appeal_answered": {
        "subject_title": TITLE,
        "number": "71",
        "outcome": "改为公开",
        "stands": "这条意见现在已经公开。",
        "answer": "用词激烈，但没有辱骂具体的人。",
        "path": "/track",
    },
    "opinions/answered": {"subject_title": TITLE, "path": "/consultations/parking", **ANSWERS},
    "consultations/clause_changed": {
        "subject_title": TITLE,
        "path": "/consultations/parking/result",
        **ANSWERS,
        **CLAUSES,
    },
    "consultations/corrected": {
        "subject_title": TITLE,
        "path": "/consultations/parking",
        "note": "第二条漏印了一行。",
        **CLAUSES,
    },
    "consultations/extended": MOVED,
    "consultations/postponed": MOVED,
    "subscriptions/confirm": {"what": TITLE, "is_confirmed": False, "path": SUBSCRIBED},
    "subscriptions/news": {
        "what": "全部进展",
        "title": TITLE,
        "headline": "意见采纳结果已公布",
        "count": 33,
        "left_out": 3,
        "items": [
            {
                "title": TITLE,
                "headline": "意见采纳结果已公布",
                "reason": "根据大家的意见改了第二条。",
                "path": "/consultations/parking/result",
                "day": "2026年11月20日",
            }
        ],
        "page_path": "/journal",
        "path": SUBSCRIBED,
    },
    "staff/morning": {
        "day_on": "2026-11-20",
        "late": [
            {"label": f"公布采纳情况：{TITLE}", "path": "/desk", "unit": "", "clock": "已超 2 天"}
        ],
        "near": [
            {"label": "审核意见：3 条在排队", "path": "/desk/moderation", "unit": "", "clock": ""}
        ],
        "rest": [{"label": TITLE, "path": "/desk", "unit": "县交通局", "clock": ""}],
        "unlisted": 2,
    },
}


def message(key: str = "1", to: str = "zhu@example.com", **given: Any) -> Message:
    """Return a receipt, or another message by its template."""
    template = given.pop("template", "opinions/receipt")
    context = {**CONTEXTS[template], **given.pop("context", {})}
    return Message(
        template=template, to=to, dedupe_key=f"{template}:{key}", context=context, **given
    )


async def post(*keys: str, **given: Any) -> None:
    """Put receipts into the outbox."""
    async with transaction():
        for key in keys:
            await enqueue(message(key, **given))


async def outbox() -> list[dict[str, Any]]:
    """Return the rows, oldest first."""
    return await rows("SELECT * FROM outbound_message ORDER BY id")


async def states() -> list[str]:
    return [row["state"] for row in await outbox()]


async def are(*expected: str) -> bool:
    return await states() == list(expected)


async def are_all_sent() -> bool:
    return set(await states()) == {"sent"}


async def leases_end() -> None:
    """Make what is claimed claimable, as when the leases of a dead worker are over."""
    await rows("UPDATE outbound_message SET due_at = now() WHERE state = 'queued'")
