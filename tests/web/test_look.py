"""The face keeps its promises: contrast, weight, nothing from outside."""

import re
from pathlib import Path

import brotli
import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "static"
TOKENS = (STATIC / "scss/_tokens.scss").read_text()
TEXT, LARGE = 4.5, 3.0  # WCAG 2 AA: text; large text, edges of fields and the like
MOST_BYTES = 60_000
OURS = ("huiyin.js", "drafts.js", "proof.js")
DESK = ("desk_keys.js", "desk_entry.js")  # no page of a citizen needs them
PUBLIC = (*OURS, "govuk-frontend.min.js", "htmx.min.js")
SCRIPTS = (*PUBLIC, *DESK)

ON_PAPER = ("ink", "soft", "qing", "qing-dark", "zhu", "amber", "green")
PAIRS = [
    *[(fore, back, TEXT) for fore in ON_PAPER for back in ("paper", "surface")],
    *[(fore, "sunk", TEXT) for fore in ("ink", "soft", "qing")],
    ("qing-dark", "tint", TEXT),
    ("qing", "tint", TEXT),
    ("amber", "amber-bg", TEXT),
    ("green", "green-bg", TEXT),
    ("zhu", "zhu-bg", TEXT),
    ("on-qing", "qing", TEXT),
    ("on-qing", "qing-dark", TEXT),
    ("on-qing", "zhu", TEXT),
    ("on-dark", "qing-dark", TEXT),
    ("ink", "focus", TEXT),
    ("edge", "surface", LARGE),
    ("edge", "paper", LARGE),
    ("qing", "paper", LARGE),
    ("ink", "paper", 7.0),
]


def tokens(name: str) -> dict[str, str]:
    found = re.search(rf"^\${name}: \((.*?)^\);", TOKENS, re.DOTALL | re.MULTILINE)
    assert found
    return dict(re.findall(r'"([\w-]+)": (#[0-9a-f]{6})', found.group(1)))


NORMAL = tokens("normal")
ELDER = {**NORMAL, **tokens("elder")}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_the_standard_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("fore", "back", "least"), PAIRS)
def test_every_pair_of_colours_in_use_can_be_read(fore: str, back: str, least: float) -> None:
    assert contrast(NORMAL[fore], NORMAL[back]) >= least


@pytest.mark.parametrize(("fore", "back", "least"), PAIRS)
def test_elder_mode_is_never_harder_to_read(fore: str, back: str, least: float) -> None:
    assert contrast(ELDER[fore], ELDER[back]) >= least


@pytest.mark.parametrize("fore", ["ink", "soft", "qing", "zhu", "amber", "green"])
def test_elder_mode_has_enhanced_contrast_for_text(fore: str) -> None:
    assert contrast(ELDER[fore], ELDER["paper"]) >= max(7, contrast(NORMAL[fore], NORMAL["paper"]))


def test_struck_and_added_text_can_be_read() -> None:
    assert contrast("#7d5753", NORMAL["paper"]) >= TEXT
    assert contrast(NORMAL["ink"], "#e2f1e6") >= TEXT


def test_the_stylesheet_is_compiled_from_the_tokens() -> None:
    css = (STATIC / "huiyin.css").read_text()
    assert all(f"--{name}: {value}" in css for name, value in NORMAL.items())
    assert all(f"--{name}: {value}" in css for name, value in tokens("elder").items())


def own(script: str) -> str:
    return (STATIC / script).read_text()


def test_nothing_comes_from_outside() -> None:
    css = (STATIC / "huiyin.css").read_text()
    assert "url(" not in css.replace("url(data:", "")
    assert "@import" not in css
    assert "GDS Transport" not in css
    assert all("http:" not in text and "https:" not in text for text in map(own, OURS))


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_need_no_eval_and_no_map(name: str) -> None:
    script = (STATIC / name).read_text()
    assert "sourceMappingURL" not in script
    assert not re.search(r"\bnew Function\(|\beval\(", script)


def test_all_that_a_page_could_load_leaves_room_for_the_page() -> None:
    files = ["huiyin.css", "icon.svg", *PUBLIC]
    weight = sum(len(brotli.compress((STATIC / name).read_bytes(), quality=5)) for name in files)
    assert weight <= MOST_BYTES - 15_000


def test_shipped_files_of_others_are_named_with_their_licence() -> None:
    said = (STATIC / "THIRD_PARTY.md").read_text()
    assert all(path.name in said for path in STATIC.glob("*.js") if path.name not in (*OURS, *DESK))


def test_our_own_scripts_stay_tiny() -> None:
    weight = sum(len(brotli.compress((STATIC / name).read_bytes(), quality=5)) for name in OURS)
    assert weight <= 5_500


def test_every_script_is_checked_here() -> None:
    assert {path.name for path in STATIC.glob("*.js")} == set(SCRIPTS)
