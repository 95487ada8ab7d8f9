"""The site's search, what search engines are told, and what is said of what isn't there."""

import json
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from kokong.kernel import installation
from kokong.public import finding, jobs, learning
from kokong.public.models import Finding, FindingWord, Vocabulary
from kokong.texts import api as texts
from tests.cast import Cast
from tests.public.test_pages import press
from tests.public.test_site import home, save


def write(cast: Cast, title: str, body: str = "Lås altandörren.", move: str = "publish") -> texts.Text:
    words = texts.Words(title, "Res tryggt i höst.", body)
    with cast.acting(cast.coordinator) as actor:
        made = texts.write(kind="news", language="sv", words=words, actor=actor, now=timezone.now())
        return texts.move(
            text_id=made.id, move=move, said="Inför lovet.", revision=1, actor=actor, now=timezone.now()
        )


def learn(cast: Cast, *names: str) -> None:
    """What the worker does once they are published."""
    with cast.acting(cast.coordinator):
        for name in names:
            learning.learn(name=name, now=timezone.now())


def found(q: str, **more: str) -> str:
    said = " ".join(Client().get("/k/havsvik/search/", {"q": q, **more}).content.decode().split())
    return said[said.index('id="main"') :]


@pytest.fixture
def published(cast: Cast) -> Cast:
    for name in ("advice", "news"):
        press(cast, name)
    learn(cast, "advice", "news")
    return cast


@pytest.mark.parametrize("asked", ["höstlov", "hostlov", "Höstlovet", "höstlåv", "altandörrar", '"altandörren"'])
def test_a_text_is_found_the_moment_it_is_published_however_it_is_spelt(published: Cast, asked: str) -> None:
    assert "hostlov" not in found(asked).replace("q=hostlov", "").replace('value="hostlov"', "")
    write(published, "Höstlov i Berga")
    assert "/k/havsvik/news/hostlov-i-berga/" in found(asked)


def searched(cast: Cast, asked: str) -> list[str]:
    """The slugs that are found, the best first."""
    with cast.acting(cast.coordinator):
        return [each.slug for each in finding.search(asked, language="sv", now=timezone.now())]


def test_what_has_all_the_words_comes_first_and_a_title_before_what_stands_below(published: Cast) -> None:
    write(published, "Zebror i Berga", "Randiga djur bor i hagen.")
    write(published, "Hagen i Berga", "Där bor zebror.")
    write(published, "Randigt", "Tyg.")
    assert searched(published, "zebror") == ["zebror-i-berga", "hagen-i-berga"]
    assert searched(published, "zebror randiga")[0] == "zebror-i-berga"
    assert set(searched(published, "zebror tyg")) >= {"zebror-i-berga", "hagen-i-berga", "randigt"}


@pytest.mark.parametrize("asked", ["zeb", "zebr", "sebror", "berga zebror"])
def test_the_last_word_may_be_half_typed_and_any_misspelt(published: Cast, asked: str) -> None:
    write(published, "Zebror i Berga", "Randiga djur.")
    assert searched(published, asked)[0] == "zebror-i-berga"


def test_a_text_that_has_not_changed_is_not_learnt_again_and_one_that_went_leaves_no_word(published: Cast) -> None:
    text = write(published, "Zebror i Berga")

    def rows() -> set[int]:
        with published.acting(published.coordinator):
            return set(FindingWord.objects.filter(finding__page="news").values_list("pk", flat=True))

    before = rows()
    learn(published, "news")
    assert rows() == before
    with published.acting(published.coordinator) as actor:
        texts.move(text_id=text.id, move="take_back", said="Fel dag.", revision=1, actor=actor, now=timezone.now())
        learning.learn(name="news", now=timezone.now())
        assert not FindingWord.objects.filter(lexeme__startswith="zebr").exists()
        assert "zebror" not in Vocabulary.objects.get(page="news").words.split()


def test_what_was_published_before_there_was_a_search_is_found_after_a_night(published: Cast) -> None:
    press(published, "advice", who=published.stranger)
    with published.acting(published.coordinator):
        Finding.objects.all().delete()
    assert "terrace-doors" not in found("altandörren")
    with published.acting(published.coordinator):
        jobs.learn_all("")
        pages = set(Finding.objects.values_list("page", flat=True))
    assert pages == {"advice", "news"}
    assert "/k/havsvik/advice/terrace-doors/" in found("altandörren")
    with published.acting(published.stranger):
        assert not Finding.objects.exists()


def test_what_is_taken_back_is_found_no_longer(published: Cast) -> None:
    text = write(published, "Höstlov")
    with published.acting(published.coordinator) as actor:
        texts.move(text_id=text.id, move="take_back", said="Fel dag.", revision=1, actor=actor, now=timezone.now())
    assert "/news/hostlov/" not in found("höstlov")
    write(published, "Sportlov")
    assert "/news/sportlov/" in found("sportlov")
    press(published, "news", "withdraw")
    assert "/news/sportlov/" not in found("sportlov")


def test_nothing_of_the_next_municipality_is_found(published: Cast) -> None:
    write(published, "Höstlov")
    press(published, "advice", who=published.stranger)
    said = Client().get("/k/norrsund/search/?q=höstlov").content.decode()
    assert "/news/hostlov/" not in said
    with published.acting(published.stranger):
        assert not Finding.objects.filter(page="news").exists()


@pytest.mark.parametrize(
    "asked",
    ["", " ", "!!! & | ( :*", "'; DROP TABLE x", "-inbrott", "a OR", "<script>alert(1)</script>", "å" * 10_000],
)
def test_whatever_is_asked_it_answers(published: Cast, asked: str) -> None:
    answer = Client().get("/k/havsvik/search/", {"q": asked})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert ("Bara de första 200" in found(asked)) == (len(asked) > 1000)


def test_what_is_not_there_is_searched_for(published: Cast) -> None:
    write(published, "Höstlov")
    answer = Client().get("/k/havsvik/aktuellt/hostlov.html")
    assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store")
    said = answer.content.decode()
    assert "/k/havsvik/news/hostlov/" in said
    assert 'content="noindex"' in said


def test_search_engines_are_told_each_page_once_in_each_language(published: Cast) -> None:
    write(published, "Höstlov")
    here = installation.current().url
    listed = [each.text for each in ElementTree.fromstring(Client().get("/k/havsvik/sitemap.xml").content).iter()
              if each.tag.endswith("loc")]  # fmt: skip
    assert len(listed) == len(set(listed))
    assert {f"{here}/k/havsvik/", f"{here}/k/havsvik/news/?language=en",
            f"{here}/k/havsvik/news/hostlov/?language=sv"} <= set(listed)  # fmt: skip
    said = home("/k/havsvik/news/?language=en")
    assert f'<link rel="canonical" href="{here}/k/havsvik/news/?language=en">' in said
    assert f'hreflang="sv" href="{here}/k/havsvik/news/"' in said
    robots = Client().get("/robots.txt").content.decode()
    assert f"Sitemap: {here}/k/havsvik/sitemap.xml" in robots
    assert "Disallow: /\n" in robots


def test_a_page_that_is_shared_has_a_picture_and_says_whose_it_is(published: Cast) -> None:
    save(published, name="Havsvik </script><b>")
    said = home()
    address = said.partition('og:image" content="')[2].partition('"')[0]
    picture = Client().get(address.removeprefix(installation.current().url))
    assert picture.content.startswith(b"\x89PNG")
    assert int.from_bytes(picture.content[16:20]) == 1200
    told = json.loads(said.partition('application/ld+json">')[2].partition("</script>")[0])
    assert told["name"] == "Havsvik </script><b>"
    assert Client().get("/k/havsvik/card-0-signs.png").status_code == 404
