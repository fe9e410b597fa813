from backend.kernel.text.simplified import SIMPLIFIED, TRADITIONAL, simplified


def test_traditional_characters_are_read_as_simplified_ones():
    assert (
        simplified("堅決反對取消K7路石門嶺支線，怎麼辦？") == "坚决反对取消K7路石门岭支线，怎么办？"
    )


def test_simplified_text_stays_as_it_is():
    text = "乾坤、著作、借阅、后天、里程、台阶、发展、𠮷野家、㐂"
    assert simplified(text) == text


def test_every_character_has_one_reading_and_it_is_simplified():
    assert len(TRADITIONAL) == len(SIMPLIFIED) == len(set(TRADITIONAL))
    assert simplified(SIMPLIFIED) == SIMPLIFIED
    SIMPLIFIED.encode("gb2312")
