"""The advice that ships with the product: whole in three languages, easy to read, calm, and with its sources."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

import kokong

LIBRARY: Final = Path(kokong.__file__).parent / "texts" / "library"
TABLES: Final = tomllib.loads((LIBRARY / "library.toml").read_text(encoding="utf-8"))
ARTICLES: Final[list[dict[str, Any]]] = TABLES["article"]
SLUGS: Final = [article["slug"] for article in ARTICLES]
WORDS: Final = {"sv": (250, 500), "sv-easy": (120, 250), "en": (250, 500)}
"""How many words an article has in each language, at least and at most."""
EASIEST: Final = {"sv": 45, "sv-easy": 30}
"""Below which readability index (LIX) the Swedish stays; easy Swedish below the limit of what is very easy."""
CHECKLIST: Final = {"sv": "Checklista", "sv-easy": "Checklista", "en": "Checklist"}
KINDS: Final = {"house", "row_house", "flat", "holiday_home", "all"}
WHO: Final = {"resident", "tenant", "association"}
SEASONS: Final = {"all", "dark", "holidays", "summer"}
COLOURS: Final = {"#1f4d45", "#3d7a6d", "#b3cdc4", "#d9e7e2", "#e7f0ed", "#fbfaf6", "#d9a441", "#f6e0ae"}
"""The colours of the pictures: pine and its tints, paper, amber and its tint."""
SHAPES: Final = {"svg", "title", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
OF_SVG: Final = "{http://www.w3.org/2000/svg}"

each_article = pytest.mark.parametrize("slug", SLUGS)
each_text = pytest.mark.parametrize(("slug", "language"), [(slug, each) for slug in SLUGS for each in WORDS])


def text(slug: str, language: str) -> str:
    """An article as it lies in the folder."""
    return (LIBRARY / f"{slug}.{language}.md").read_text(encoding="utf-8")


def blocks(source: str) -> list[tuple[str, str]]:
    """What a text is made of, in order: ("h1", "h2" or "p", its words); a point of a list is a "p"."""
    tokens = MarkdownIt("commonmark").parse(source)
    return [(before.tag, token.content) for before, token in pairwise(tokens) if token.type == "inline"]


def words(said: str) -> list[str]:
    """The words of a text; what a hyphen joins is one."""
    return re.findall(r"\w+(?:-\w+)*", said)


def lix(source: str) -> float:
    """Words a sentence, and long words of a hundred: LIX, without headings, which would only make it lower."""
    said = " ".join(content for tag, content in blocks(source) if tag == "p")
    every = words(said)
    sentences = len(re.findall(r"[.:!?](?=\W*(?:\s|$))", said))
    return len(every) / sentences + 100 * sum(len(word) > 6 for word in every) / len(every)


def test_lix_is_counted_as_it_is_defined() -> None:
    assert lix("# Never counted\n\nLås din dörr. Lås också ditt fönster!") == pytest.approx(7 / 2 + 100 / 7)


def test_there_is_a_library_with_the_alarm_at_its_end() -> None:
    orders = [article["order"] for article in ARTICLES]
    assert len(ARTICLES) >= 15
    assert orders == sorted(set(orders))
    assert len(set(SLUGS)) == len(SLUGS)
    assert SLUGS[0] == "locks-and-lights-first"
    assert SLUGS[-1] == "alarms"


def test_nothing_lies_in_the_folder_that_no_article_has() -> None:
    expected = {f"{slug}.{ending}" for slug in SLUGS for ending in ("sv.md", "sv-easy.md", "en.md", "svg")}
    assert {path.name for path in LIBRARY.iterdir()} == expected | {"library.toml", "README.md"}


@pytest.mark.parametrize("article", ARTICLES, ids=SLUGS)
def test_it_is_told_for_whom_an_article_is_and_where_its_facts_come_from(article: dict[str, Any]) -> None:
    assert set(article) == {"slug", "order", "kinds", "who", "season", "sources"}
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", article["slug"])
    assert article["kinds"]
    assert set(article["kinds"]) <= KINDS
    assert "all" not in article["kinds"] or article["kinds"] == ["all"]
    assert article["who"] in WHO
    assert article["season"] in SEASONS
    assert article["sources"]
    assert all(isinstance(source, str) and source.strip() == source != "" for source in article["sources"])


@each_text
def test_a_text_has_a_title_a_lead_and_sections(slug: str, language: str) -> None:
    first, lead, third, *rest = blocks(text(slug, language))
    assert text(slug, language).startswith(f"# {first[1]}\n\n{lead[1]}\n\n## ")
    assert (first[0], lead[0], third[0]) == ("h1", "p", "h2")
    assert len(first[1]) <= 60
    assert len(lead[1]) <= 200
    assert {tag for tag, _ in rest} == {"h2", "p"}


@each_text
def test_a_text_ends_with_a_list_of_what_one_can_do(slug: str, language: str) -> None:
    _, ending = text(slug, language).rsplit("\n## ", 1)
    title, _, points = ending.partition("\n\n")
    assert title == CHECKLIST[language]
    assert 4 <= len(points.splitlines()) <= 8
    assert all(re.fullmatch(r"- [A-ZÅÄÖ][^\n]*\.", point) for point in points.splitlines())


@each_text
def test_a_text_is_as_long_as_it_should_be(slug: str, language: str) -> None:
    least, most = WORDS[language]
    assert least <= sum(len(words(content)) for _, content in blocks(text(slug, language))) <= most


@pytest.mark.parametrize(("slug", "language"), [(slug, each) for slug in SLUGS for each in EASIEST])
def test_the_swedish_is_easy_to_read(slug: str, language: str) -> None:
    assert lix(text(slug, language)) < EASIEST[language]


@each_text
def test_a_text_is_plain_and_calm(slug: str, language: str) -> None:
    """No HTML, picture or address of another site; no shares of anything, no claim of an effect, no shouting."""
    source = text(slug, language)
    tokens = MarkdownIt("commonmark").parse(source)
    inside = {child.type for token in tokens for child in token.children or ()}
    assert {token.type for token in tokens}.isdisjoint({"html_block", "fence", "code_block", "blockquote_open"})
    assert inside <= {"text", "em_open", "em_close", "softbreak"}
    assert re.search(r"46|[%!]|procent|per cent|https?:|www\.", source) is None
    assert re.search(r"\b[A-ZÅÄÖ]{5,}\b", source) is None


@each_article
def test_languages_say_the_same_in_the_same_order(slug: str) -> None:
    counted = {each: [tag for tag, _ in blocks(text(slug, each))].count("h2") for each in ("sv", "en")}
    assert counted["sv"] == counted["en"]
    points = {each: text(slug, each).rsplit("\n## ", 1)[1].count("\n- ") for each in ("sv", "en")}
    assert points["sv"] == points["en"]


@each_article
def test_a_picture_is_small_and_only_drawn(slug: str) -> None:
    source = (LIBRARY / f"{slug}.svg").read_bytes()
    root = ElementTree.fromstring(source)
    assert len(source) < 4_096
    assert root.attrib["viewBox"] == "0 0 320 200"
    assert {element.tag.removeprefix(OF_SVG) for element in root.iter()} <= SHAPES
    assert re.search(rb"style|script|href|url\(|data:|<!|<\?xml-", source) is None
    assert (root.findtext(f"{OF_SVG}title") or "").strip()


@each_article
def test_a_picture_keeps_to_the_colours_and_the_line(slug: str) -> None:
    source = (LIBRARY / f"{slug}.svg").read_text(encoding="utf-8")
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', source)) <= COLOURS | {"none"}
    assert set(re.findall(r'stroke-width="([^"]+)"', source)) == {"4"}
