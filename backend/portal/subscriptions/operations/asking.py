"""Asking for a subscription; nothing is told to an address until its holder has confirmed."""

from datetime import datetime, timedelta

from backend.kernel.clock import county_date
from backend.kernel.database import rows, transaction
from backend.kernel.errors import Invalid
from backend.kernel.ids import new_token
from backend.kernel.language import say
from backend.kernel.limits.operations import address_key, count_act
from backend.kernel.limits.rules import Limit, Standing
from backend.kernel.sealing import seal
from backend.kernel.text.mail_address import same_mailbox
from backend.notifications.operations import outbox
from backend.portal.subscriptions.mail import confirmation
from backend.portal.subscriptions.queries.own import MAIL, mail_key
from backend.portal.subscriptions.queries.scopes import load_scopes
from backend.portal.subscriptions.rules import read_place
from backend.portal.subscriptions.schemas import Asker, SubscriptionDraft, What

FROM_ONE_PLACE = Limit(most=20, per=timedelta(hours=1))
TO_ONE_MAILBOX = Limit(most=6, per=timedelta(days=1))  # nobody's mailbox is filled by strangers
# What is confirmed stays as its holder left it; what was only asked for is asked for anew.
RENEWED = ", ".join(
    f"{column} = CASE s.state WHEN 'asked' THEN excluded.{column} ELSE s.{column} END"
    for column in ("rhythm", "language", "origin", "asked_at", "told_up_to")
)
ASK = f"""
INSERT INTO subscription AS s (token, mail_sealed, mail_key, scope, key, rhythm, language, origin,
    state, asked_at, told_up_to)
SELECT {{}}, {{}}, {{}}, {{}}, {{}}, {{}}, {{}}, {{}},
    'asked', {{}}::timestamptz, coalesce(max(id), 0)
FROM journal_entry
ON CONFLICT (mail_key, scope, key) WHERE state <> 'ended' DO UPDATE SET {RENEWED}
RETURNING id, token, mail_sealed, state, language, origin
"""  # noqa: S608 - names of ours


async def ask_subscription(draft: SubscriptionDraft, asker: Asker, *, now: datetime) -> bool:
    """Write down a wish to subscribe, and send the letter that asks for its confirmation.

    Does the same whether the address is known, subscribed or refuses our mail: only its holder
    learns which. Raises Invalid for what nobody may see, and past the allowance of a network
    address; a machine's wish, and one letter too many to one mailbox, is dropped without a word.
    """
    place = read_place(draft.about)
    what = (await load_scopes()).whats.get(place) if place else None
    if what is None:
        raise Invalid(fields={"about": say("请从列出的内容里选一项。")})
    await refuse_too_often(asker.address_key)
    if asker.is_machine or not await _has_room(draft.mail, now):
        return True
    async with transaction():
        row = (await rows(ASK, *_values(draft, what, asker), now))[0]
        await outbox.enqueue(confirmation(row, what, now=now))
    return True


def _values(draft: SubscriptionDraft, what: What, asker: Asker) -> tuple[str, ...]:
    return (
        new_token(),
        seal(draft.mail, purpose=MAIL),
        mail_key(draft.mail),
        what.place.scope.value,
        what.place.key,
        draft.rhythm.value,
        asker.language,
        asker.origin,
    )


async def refuse_too_often(address_key: str) -> None:
    """Raise Invalid, not TooMany: the form comes back with what was written."""
    counted = await count_act("subscriptions", address_key, FROM_ONE_PLACE)
    if counted.standing is Standing.REFUSED:
        minutes = -(-counted.retry_after // 60)
        raise Invalid(say("这里提交得太频繁，请过 {minutes} 分钟再按一次。", minutes=minutes))


async def _has_room(mail: str, now: datetime) -> bool:
    key = address_key(same_mailbox(mail), county_date(now))
    counted = await count_act("subscriptions.mail", key, TO_ONE_MAILBOX)
    return counted.standing is not Standing.REFUSED
