"""Telling those who spoke in a consultation: the result, a corrected text, days that moved."""

from collections.abc import Collection, Mapping, Sequence

from backend.consultations.enums.clauses import CarryOverKind
from backend.consultations.mail import clause_letter, correction_letter, extension_letter
from backend.consultations.queries.compared import compare
from backend.consultations.queries.telling import (
    find_extension,
    find_final_text,
    find_text,
    passages_caused,
    passages_pointed_at,
)
from backend.consultations.rules.telling import concerned, touching
from backend.consultations.schemas.clauses import ComparedClauses
from backend.consultations.schemas.telling import TextTold
from backend.opinions.mail import answered_letter, answers_in_words
from backend.opinions.operations.announcing import ANSWERED, announce_answers, tell_authors
from backend.opinions.queries.telling import answers_told, subject_told
from backend.opinions.schemas.telling import Author, Occasion, Told

TELL_RESULT = "consultations.tell_result"  # jobs
TELL_EXTENSION = "consultations.tell_extension"
TELL_CORRECTION = "consultations.tell_correction"


async def tell_result(subject_id: int, *, origin: str) -> int:
    """Tell everybody what became of their words, and the clauses that changed because of them.

    One letter each, whether it names clauses or not; run twice, nobody gets another.
    """
    text = await find_final_text(subject_id)
    if text is None:
        return await announce_answers(subject_id, origin=origin)
    subject = await subject_told(subject_id)
    compared = await _compared(text)

    async def write(authors: Sequence[Author]) -> dict[int, Told]:
        numbers = _numbers(authors)
        answers = await answers_told(numbers)
        caused = await passages_caused(text.id, numbers)
        told: dict[int, Told | None] = {}
        for one in authors:
            changed = touching(compared, concerned(one.numbers, caused))
            words = answers_in_words(one, answers) if changed else None
            told[one.first] = (
                clause_letter(text, changed, words, language=one.language)
                if words
                else answered_letter(subject, one, answers)
            )
        return {first: letter for first, letter in told.items() if letter is not None}

    return await tell_authors(Occasion(subject_id, ANSWERED, origin), write)


async def tell_correction(version_id: int, *, origin: str) -> int:
    """Tell those who spoke to a clause that a corrected text changed or moved; run twice, once."""
    text = await find_text(version_id)
    if text is None:
        return 0
    compared = await _compared(text)

    async def write(authors: Sequence[Author]) -> dict[int, Told]:
        pointed = await passages_pointed_at(_numbers(authors))
        found = {one: touching(compared, concerned(one.numbers, pointed)) for one in authors}
        return {
            one.first: correction_letter(text, changed, language=one.language)
            for one, changed in found.items()
            if changed
        }

    occasion = Occasion(text.subject, f"consultations/corrected:{version_id}", origin)
    return await tell_authors(occasion, write)


async def tell_extension(extension_id: int, *, origin: str) -> int:
    """Tell everybody that a day was moved, and why; run twice, each gets the letter once."""
    extension = await find_extension(extension_id)
    if extension is None:
        return 0
    letter = extension_letter(extension)

    async def write(authors: Sequence[Author]) -> Mapping[int, Told]:
        return dict.fromkeys((one.first for one in authors), letter)

    occasion = Occasion(extension.subject, f"{letter.template}:{extension_id}", origin)
    return await tell_authors(occasion, write)


async def _compared(text: TextTold) -> Collection[ComparedClauses]:
    """Return what a text did to the one before, where it did anything."""
    if text.number == 1:
        return ()
    compared = await compare(text.consultation, later=text.number)
    return tuple(row for row in compared.rows if row.kind is not CarryOverKind.KEPT)


def _numbers(authors: Sequence[Author]) -> list[int]:
    return [number for one in authors for number in one.numbers]
