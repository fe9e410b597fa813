"""Writing to everybody who spoke on a subject and left an address: each once an occasion."""

from collections.abc import Mapping, Sequence
from typing import Any

from backend.kernel.database import rows, transaction
from backend.kernel.jobs import unhurried
from backend.kernel.sealing import unseal
from backend.notifications.enums import Channel
from backend.notifications.messages import TEXTED
from backend.notifications.operations.outbox import enqueue_all
from backend.notifications.schemas import Message
from backend.opinions.enums import ContactKind
from backend.opinions.mail import answered_letter
from backend.opinions.operations.reaching import reached_kinds, way_to
from backend.opinions.queries.effective import IS_VALID
from backend.opinions.queries.telling import answers_told, subject_told
from backend.opinions.rules.purposes import CONTACT
from backend.opinions.schemas.telling import Author, Occasion, Told, Writing

AT_ONCE = 500  # authors in one transaction
ANSWERED = "opinions/answered"  # one key for the answers, whatever else the letter says
# One contact is one receiver, named by the first opinion that came from it, whatever became of that
# one. Held for the moment: who withdraws or is forgotten now is told nothing.
AUTHORS = """
SELECT o.id AS first, o.contact_kind, o.contact_sealed, o.contact_index, o.language
FROM opinion o
WHERE o.subject = {} AND o.id > {} AND o.contact_kind = ANY({}::text[]) AND NOT EXISTS (
    SELECT FROM opinion e WHERE e.subject = o.subject AND e.contact_index = o.contact_index
    AND e.contact_index <> '' AND e.id < o.id)
ORDER BY o.id LIMIT {} FOR SHARE OF o
"""
# What a rule leaves nothing to answer of, its author was told when it was withheld.
OWED = f"""
SELECT o.contact_index, o.id FROM opinion o
WHERE o.subject = {{}} AND o.contact_index = ANY({{}}::text[]) AND o.contact_index <> ''
  AND (o.state = 'duplicate' OR {IS_VALID})
ORDER BY o.id
"""  # noqa: S608 - constants of ours


async def tell_authors(occasion: Occasion, writing: Writing) -> int:
    """Write one message to each author `writing` has something for, and return how many.

    In the language they wrote in; to nobody whose every opinion was withdrawn, or withheld with
    nothing to answer. Some at a time, each part a transaction: begun anew, each gets it once.
    """
    last, told = 0, 0
    while True:
        async with unhurried(), transaction():
            found = await rows(AUTHORS, occasion.subject, last, list(reached_kinds()), AT_ONCE)
            authors = await _authors(occasion.subject, found)
            messages = _messages(occasion, authors, await writing(authors) if authors else {})
            await enqueue_all(messages)
        told += len(messages)
        if len(found) < AT_ONCE:
            return told
        last = found[-1]["first"]


async def announce_answers(subject_id: int, *, origin: str) -> int:
    """Tell everybody what became of their opinions; run twice, each gets the letter once."""
    subject = await subject_told(subject_id)

    async def write(authors: Sequence[Author]) -> dict[int, Told]:
        answers = await answers_told([number for one in authors for number in one.numbers])
        told = {one.first: answered_letter(subject, one, answers) for one in authors}
        return {first: letter for first, letter in told.items() if letter is not None}

    return await tell_authors(Occasion(subject_id, ANSWERED, origin), write)


async def _authors(subject_id: int, found: Sequence[dict[str, Any]]) -> list[Author]:
    """Return who of these has said something that stands, and left what can be written to."""
    owed: dict[str, list[int]] = {}
    indexes = [row["contact_index"] for row in found]
    for row in await rows(OWED, subject_id, indexes) if indexes else []:
        owed.setdefault(row["contact_index"], []).append(row["id"])
    authors = [
        Author(
            first=row["first"],
            kind=ContactKind(row["contact_kind"]),
            contact=unseal(row["contact_sealed"], purpose=CONTACT),
            language="en" if row["language"] == "en" else "zh",
            numbers=tuple(owed[row["contact_index"]]),
        )
        for row in found
        if row["contact_index"] in owed
    ]
    return [author for author in authors if way_to(author.kind, author.contact)]


def _messages(
    occasion: Occasion, authors: Sequence[Author], told: Mapping[int, Told]
) -> list[Message]:
    found = [_message(occasion, one, told[one.first]) for one in authors if one.first in told]
    return [message for message in found if message is not None]


def _message(occasion: Occasion, author: Author, told: Told) -> Message | None:
    """Return what one author is told; None where it would go to a phone and has no short words."""
    channel = way_to(author.kind, author.contact)
    if channel is None or (channel is Channel.SMS and told.template not in TEXTED):
        return None
    return Message(
        template=told.template,
        to=author.contact,
        dedupe_key=f"{occasion.key}:{author.first}",
        context=told.context,
        language=author.language,
        channel=channel,
        origin=occasion.origin,
    )
