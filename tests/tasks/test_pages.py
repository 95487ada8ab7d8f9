"""The list, its buttons and its file."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from .conftest import Work

LIST = reverse("tasks:list")


def test_a_wish_is_taken_and_ended_on_the_page(work: Work) -> None:
    task = work.wish(now=timezone.now() - timedelta(hours=2))
    browser = work.cast.client(work.cast.coordinator)
    page = browser.get(LIST).content.decode()
    assert "Wants a marking kit" in page
    assert "2 hours ago" in page
    taken = browser.post(reverse("tasks:take", args=[task]), headers={"referer": f"http://testserver{LIST}?kind="})
    assert taken["Location"] == f"{LIST}?kind="
    assert "Bo Samordnare" in browser.get(LIST).content.decode()
    browser.post(reverse("tasks:end", args=[task]), {"ending": "done", "answer": "Satsen lämnad"})
    assert "Satsen lämnad" in browser.get(LIST, {"state": "ended"}).content.decode()
    assert "Nothing waits" in browser.get(LIST).content.decode()


def test_an_ending_without_a_word_for_why_is_refused_and_said(work: Work) -> None:
    task = work.wish()
    browser = work.cast.client(work.cast.officer)
    answer = browser.post(reverse("tasks:end", args=[task]), {"ending": "not_needed"}, follow=True)
    assert "Say in a few words why" in answer.content.decode()
    browser.post(reverse("tasks:end", args=[task]), {"ending": "lost"})
    assert work.state(task) == "open"


def test_a_filter_that_makes_no_sense_shows_everything(work: Work) -> None:
    work.wish()
    page = work.cast.client(work.cast.officer).get(LIST, {"kind": "no such", "whose": "x"}).content.decode()
    assert "Wants a marking kit" in page


def test_the_file_leaves_homes_and_names_out_unless_asked(work: Work) -> None:
    work.wish()
    browser = work.cast.client(work.cast.coordinator)
    plain = browser.get(reverse("tasks:export")).content.decode("utf-8-sig")
    assert "Wants a marking kit" in plain
    assert "Storgatan" not in plain
    full = browser.get(reverse("tasks:export"), {"personal": "1"}).content.decode("utf-8-sig")
    assert "Storgatan" in full
    assert [line.detail["personal"] for line in work.cast.log(subject="task")[:2]] == [True, False]


def test_what_waits_is_on_today_and_at_the_home(work: Work) -> None:
    task = work.wish(now=timezone.now())
    browser = work.cast.client(work.cast.coordinator)
    assert f"#task-{task}" in browser.get("/").content.decode()
    home = browser.get(reverse("desk:dwelling", args=[work.homes[1]])).content.decode()
    assert "To do here" in home


def test_the_next_municipality_sees_none(work: Work) -> None:
    task = work.wish()
    stranger = work.cast.client(work.cast.stranger)
    assert "Wants a" not in stranger.get(LIST).content.decode().split("kk-rows", 1)[-1].split("</select>")[-1]
    assert stranger.post(reverse("tasks:take", args=[task])).status_code == 404
    assert work.state(task) == "open"
