"""English readers get all of it: every sentence has its English, with the same blanks."""

from tests.support import translations
from tests.support.translations import blanks, english, sentences

KEPT = {message.id: message for message in sentences(english())}
GATHERED = {message.id for message in sentences(translations.gathered())}
AGAIN = "run bin/translations, fill in what it lists, run it again"


def test_the_english_catalogue_holds_exactly_the_sentences_in_use() -> None:
    assert set(KEPT) == GATHERED, AGAIN


def test_every_sentence_has_its_english() -> None:
    assert translations.untranslated(english()) == [], AGAIN


def test_the_blanks_are_the_same_in_both_languages() -> None:
    differing = {
        message.id: message.string
        for message in KEPT.values()
        if blanks(str(message.id)) != blanks(str(message.string))
    }
    assert not differing


def test_no_chinese_punctuation_is_left_in_the_english() -> None:
    left = [m.string for m in KEPT.values() if set(str(m.string)) & set("，。；：？！（）、　")]
    assert not left


def test_the_compiled_catalogue_is_the_written_one() -> None:
    assert translations.MO.read_bytes() == translations.compiled(english()), AGAIN
