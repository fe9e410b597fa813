"""What people do with their own opinion, by its receipt code and no account.

A code opens and withdraws; what concerns the person behind it also needs the contact that was left,
typed again. A wrong code and a wrong contact get the very same answer, and few tries.
"""

import hmac
from datetime import timedelta
from typing import Any

from backend.journal import operations as journal
from backend.journal.enums import ActorKind
from backend.journal.schemas import Actor, Subject
from backend.kernel.database import rows, transaction
from backend.kernel.errors import Conflict, NotFound
from backend.kernel.ids import read_code
from backend.kernel.language import say
from backend.kernel.limits.operations import count_against
from backend.kernel.limits.rules import Limit
from backend.kernel.sealing import keyed_hash, seal, unseal
from backend.kernel.text.characters import printable
from backend.kernel.text.mask import mask
from backend.notifications.operations.outbox import forget_recipient
from backend.opinions.enums import ContactKind
from backend.opinions.operations.locking import HeldOpinion, hold_own
from backend.opinions.rules import own as rules
from backend.opinions.rules import purposes
from backend.opinions.rules.contacts import same_contact
from backend.opinions.schemas.contact import Contact
from backend.opinions.schemas.own import AppealDraft, ContactCorrection, Proof

CITIZEN = Actor(kind=ActorKind.CITIZEN)
# Of one code: a person who mistypes has enough, who tries phone numbers has not.
PROOFS = Limit(10, timedelta(hours=1))
TRY = "opinions.proof"
NOBODY = "0" * 64  # the index a wrong code is compared with

WITHDRAW = """
UPDATE opinion SET state = 'withdrawn', state_at = clock_timestamp(), duplicate_of = NULL,
    revision = revision + 1
WHERE id = {}
"""
# What was put down as the same thing said twice stands for itself again, and is looked at anew.
SET_FREE = """
UPDATE opinion SET state = 'received', state_at = clock_timestamp(), duplicate_of = NULL,
    revision = revision + 1
WHERE duplicate_of = {} AND state = 'duplicate' RETURNING id
"""
CORRECT = """
UPDATE opinion SET contact_kind = {}, contact_sealed = {}, contact_index = {},
    revision = revision + 1
WHERE id = {}
"""
ERASE = """
UPDATE opinion SET text = {}, public_text = {}, name_sealed = '', name_masked = '',
    organisation_name = '', contact_kind = 'none', contact_sealed = '', contact_index = '',
    address_key = '', town = '', age_band = '', erased_at = clock_timestamp(),
    revision = revision + 1
WHERE id = {}
"""
APPEALED = """
SELECT max(filed_at) AS filed_at, bool_and(outcome <> '') AS is_answered
FROM opinion_appeal WHERE opinion = {}
"""
APPEAL = "INSERT INTO opinion_appeal (opinion, text) VALUES ({}, {})"
APPEAL_TEXTS = "SELECT id, text, answer FROM opinion_appeal WHERE opinion = {} FOR UPDATE"
MASK_APPEAL = "UPDATE opinion_appeal SET text = {}, answer = {} WHERE id = {}"


async def withdraw_opinion(code: str) -> None:
    """Withdraw an opinion; it stays counted as withdrawn, and is shown to nobody.

    Raises NotFound for an unknown code, Conflict once the answers are published, for a withheld
    opinion and for one withdrawn before. What was a duplicate of it waits for a moderator again.
    """
    async with transaction():
        opinion = await _held(code, with_duplicates=True)
        if not rules.may_withdraw(opinion.state, is_concluded=opinion.subject.is_concluded):
            raise rules.no_withdrawal(opinion.state)
        await rows(WITHDRAW, opinion.id)
        freed = sorted(row["id"] for row in await rows(SET_FREE, opinion.id))
        payload = {"from_state": opinion.state.value, "set_free": freed}
        await _record("opinion.withdraw", opinion, payload)


async def correct_contact(code: str, correction: ContactCorrection) -> None:
    """Put another contact in place of the one left before; raise Invalid without proof of it.

    Raises TooMany after ten tries in an hour, and Conflict once the identity was erased.
    """
    await _count_try(code)
    async with transaction():
        opinion = await _proven(code, correction)
        if opinion.erased_at is not None:
            raise Conflict(say("这条意见的个人信息已经清除，不能再登记联系方式。"))
        contact = correction.contact
        sealed = seal(contact.value, purpose=purposes.CONTACT)
        await rows(CORRECT, contact.kind.value, sealed, _index(contact), opinion.id)
        await _record("opinion.correct_contact", opinion, {"kind": contact.kind.value})


async def erase_identity(code: str, proof: Proof) -> None:
    """Forget who it was (个保法 art. 47); the opinion stays without the person, and is answered.

    What is personal in its words is masked, scans of letters go, and so do mails that were sent.
    Raises Invalid without proof, TooMany after ten tries in an hour, Conflict when it was done.
    """
    await _count_try(code)
    async with transaction():
        opinion = await _proven(code, proof)
        if opinion.erased_at is not None:
            raise Conflict(say("这条意见的个人信息已经清除过了。"))
        await _forget_mails(opinion)
        covered = await _cover_words(opinion)
        await rows("DELETE FROM opinion_attachment WHERE opinion = {}", opinion.id)
        await _mask_appeals(opinion.id)
        await _record("opinion.erase_identity", opinion, {"covered": covered})


async def appeal(code: str, draft: AppealDraft) -> None:
    """Ask for another look at a withheld opinion.

    Raises NotFound for an unknown code, Conflict when it is not withheld or was appealed already.
    """
    async with transaction():
        opinion = await _held(code)
        last = (await rows(APPEALED, opinion.id))[0]
        if not rules.may_appeal(
            opinion.state,
            state_at=opinion.state_at,
            filed_at=last["filed_at"],
            is_answered=bool(last["is_answered"]),
        ):
            raise rules.no_appeal(opinion.state)
        await rows(APPEAL, opinion.id, printable(draft.text))
        await _record("opinion.appeal", opinion, {})


async def _held(code: str, *, with_duplicates: bool = False) -> HeldOpinion:
    printed = read_code(code) or ""
    opinion = await hold_own(printed, with_duplicates=with_duplicates)
    if opinion is None:
        raise NotFound(say("没有这个查询码，请核对后再填。"))
    return opinion


async def _count_try(code: str) -> None:
    """Count one try at a code, outside the transaction whose failure would give it back."""
    same = keyed_hash(read_code(code) or code[:40], purpose=TRY)
    await count_against(TRY, same, PROOFS)


async def _proven(code: str, proof: Proof) -> HeldOpinion:
    """Return the opinion if the contact typed is the one left; never tell which of both was off."""
    opinion = await hold_own(read_code(code) or "")
    left = opinion.contact_index if opinion is not None else NOBODY
    typed = _index(proof.proof)
    is_same = hmac.compare_digest(left or typed, typed)
    if opinion is None or not is_same:
        raise rules.not_proven()
    return opinion


def _index(contact: Contact) -> str:
    return keyed_hash(same_contact(contact), purpose=purposes.CONTACT_INDEX)


async def _cover_words(opinion: HeldOpinion) -> int:
    """Forget the person, in the words too, and return how much was covered there.

    A sealed original stays as the law wants it kept; it is covered when it is unsealed for good.
    """
    name = unseal(opinion.name_sealed, purpose=purposes.NAME) if opinion.name_sealed else ""
    text, count = rules.without_person(opinion.text, name)
    public_text, _ = rules.without_person(opinion.public_text, name)
    await rows(ERASE, text, public_text, opinion.id)
    return count


async def _forget_mails(opinion: HeldOpinion) -> None:
    if opinion.contact_kind is not ContactKind.NONE:
        await forget_recipient(unseal(opinion.contact_sealed, purpose=purposes.CONTACT))


async def _mask_appeals(number: int) -> None:
    for row in await rows(APPEAL_TEXTS, number):
        text, answer = (mask(row[name], is_thorough=True).text for name in ("text", "answer"))
        await rows(MASK_APPEAL, text, answer, row["id"])


async def _record(action: str, opinion: HeldOpinion, payload: dict[str, Any]) -> None:
    subject = Subject(
        kind="opinion",
        id=str(opinion.id),
        title=opinion.subject.title,
        path=opinion.subject.path,
    )
    await journal.record(CITIZEN, action, subject, payload=payload)
