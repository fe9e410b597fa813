"""What the demo county's people said, and what the moderators did with it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from backend.consultations.schemas.drafting import ConsultationRef
from backend.demo.county import People
from backend.kernel.clock import now
from backend.opinions.enums import AgeBand, Channel, ContactKind, SubmitterKind
from backend.opinions.operations.moderating import moderate
from backend.opinions.operations.receiving import receive_opinion
from backend.opinions.queries.workbench import passage_choices
from backend.opinions.rules.privacy import CURRENT
from backend.opinions.schemas.contact import Contact
from backend.opinions.schemas.moderation import Act, Decision, Target, new_batch
from backend.opinions.schemas.receiving import Arrival, OpinionDraft

CHANNELS = {
    "online_web": Channel.WEB,
    "online_wechat": Channel.WECHAT,
    "email": Channel.EMAIL,
    "letter": Channel.LETTER,
    "phone": Channel.PHONE,
    "venue": Channel.COUNTER,
}
KINDS = {
    "个人": SubmitterKind.PERSON,
    "企业": SubmitterKind.COMPANY,
    "个体工商户": SubmitterKind.SOLE_TRADER,
    "社会组织": SubmitterKind.ORGANISATION,
}
AGES = {
    "18岁以下": AgeBand.UNDER_18,
    "18-35": AgeBand.TO_35,
    "36-50": AgeBand.TO_50,
    "51-65": AgeBand.TO_65,
    "66+": AgeBand.OVER_65,
}

Numbers = Mapping[str, int]
"""The number each opinion of the demo content got."""


async def load(
    said: list[dict[str, Any]], asked: Mapping[str, ConsultationRef], people: People
) -> dict[str, int]:
    """Enter every opinion with the day and the way it came."""
    numbers = {}
    passages = {
        name: {part.label.split("　")[0]: part.id for part in await passage_choices(ref.subject_id)}
        for name, ref in asked.items()
    }
    for one in sorted(said, key=lambda one: str(one["submitted_at"])):
        name = one["consultation_id"]
        receipt = await receive_opinion(
            asked[name].subject_id, _draft(one, passages[name]), _arrival(one, people)
        )
        numbers[one["id"]] = receipt.number
    return numbers


def _draft(one: dict[str, Any], passages: Mapping[str, int]) -> OpinionDraft:
    who = one["submitter"]
    age = AGES[who["age_band"]] if who["age_band"] else None
    return OpinionDraft(
        text=one["text"],
        passages=tuple(passages[label_of(name)] for name in one["article_refs"]),
        submitter_kind=KINDS[who["kind"]],
        organisation_name=who["org_name"] or "",
        name=who["display_name"] or "",
        contact=_contact(one["id"]),
        town=_town(who["town_id"]),
        age_band=age,
        may_publish=who["public_consent"],
    )


def _contact(name: str) -> Contact:
    """Return a mobile number no network has given out, another one for each opinion."""
    digits = "".join(char for char in name if char.isdigit())
    return Contact(kind=ContactKind.PHONE, value=f"1390000{digits:0>4}")


def label_of(reference: str) -> str:
    """Return 第五条 for the demo content's C1-A05."""
    tens, units = divmod(int(reference[-2:]), 10)
    digits = "零一二三四五六七八九"
    written = ("十" if tens == 1 else digits[tens] + "十") if tens else ""
    return f"第{written}{digits[units] if units or not tens else ''}条"


def _town(code: str | None) -> str:
    if not code:
        return ""
    return "zone" if code == "T09" else f"town-{code.lower()}"


def _arrival(one: dict[str, Any], people: People) -> Arrival:
    channel = CHANNELS[one["channel"]]
    return Arrival(
        channel=channel,
        privacy_version=CURRENT,
        received_at=datetime.fromisoformat(one["submitted_at"]),
        entered_by=None if channel.is_online else people["moderator"],
    )


async def moderate_all(
    said: list[dict[str, Any]], numbers: Numbers, decided: dict[str, Any], people: People
) -> None:
    """Do with each opinion what the demo's moderators decided; leave the newest in the queue."""
    for one in said:
        if not _waits(one, decided):
            await _moderate(one["id"], numbers[one["id"]], decided, people)


def _waits(one: dict[str, Any], decided: dict[str, Any]) -> bool:
    came_on = datetime.fromisoformat(one["submitted_at"]).date()
    is_new = came_on >= date.fromisoformat(decided["waiting_since"])
    return is_new or one["id"] in decided["waiting"]


async def _moderate(name: str, number: int, decided: dict[str, Any], people: People) -> None:
    rule = decided["withheld"].get(name, "")
    acts = [Act.ROUTE] if name in decided["hotline"] else []
    for revision, act in enumerate([*acts, Act.WITHHOLD if rule else Act.PUBLISH], start=1):
        targets = (Target(number, revision),)
        done = Decision(batch=new_batch(), targets=targets, act=act, rule=rule)
        (result,) = await moderate(done, staff=people["moderator"], now=now())
        if not result.outcome.is_done:
            raise RuntimeError(f"{name}: {result.outcome}")
