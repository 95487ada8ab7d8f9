"""The list, its buttons and its file."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from kokong.kernel import retention
from kokong.tasks import api

from .conftest import Work

LIST = reverse("tasks:list")


def rows(page: str) -> str:
    """What the page lists, without its filter."""
    return page.split("<tbody", 1)[-1].split("</tbody>", maxsplit=1)[0]


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
    task = work.wish()
    browser = work.cast.client(work.cast.coordinator)
    browser.post(reverse("tasks:take", args=[task]))
    plain = browser.get(LIST, {"as": "csv"}).content.decode("utf-8-sig")
    assert "Wants a marking kit" in plain
    assert "Storgatan" not in plain
    assert "Bo Samordnare" not in plain
    full = browser.get(LIST, {"as": "csv", "personal": "1"}).content.decode("utf-8-sig")
    assert "Storgatan" in full
    assert "Bo Samordnare" in full
    lines = [line for line in work.cast.log(subject="task") if line.action == "task.exported"]
    assert [line.detail["personal"] for line in lines] == [True, False]


def test_the_list_is_searched_and_sorted(work: Work) -> None:
    work.wish(1, now=timezone.now())
    work.wish(2, "wish.sign", now=timezone.now() - timedelta(days=2))
    browser = work.cast.client(work.cast.coordinator)
    assert "marking kit" not in rows(browser.get(LIST, {"q": "sign"}).content.decode())
    newest = rows(browser.get(LIST, {"sort": "-opened"}).content.decode())
    assert newest.index("marking kit") < newest.index("Wants a sign")
    longest = rows(browser.get(LIST).content.decode())
    assert longest.index("marking kit") > longest.index("Wants a sign")


def test_a_day_to_be_reminded_is_shown_and_brings_it_to_the_top(work: Work) -> None:
    now = timezone.now()
    work.wish(1, now=now - timedelta(days=5))
    later = work.wish(2, "wish.sign", now=now)
    browser = work.cast.client(work.cast.coordinator)
    today = timezone.localdate(now)
    browser.post(reverse("tasks:remind", args=[later]), {"day": str(today)})
    page = rows(browser.get(LIST).content.decode())
    assert "Reminder" in page
    assert page.index("Wants a sign") < page.index("marking kit")
    start = browser.get("/").content.decode()
    assert start.index(f"#task-{later}") < start.index("Wants a marking kit")
    for day in (str(today - timedelta(days=1)), "soon"):
        refused = browser.post(reverse("tasks:remind", args=[later]), {"day": day}, follow=True)
        assert "Nothing was changed" in refused.content.decode()
    browser.post(reverse("tasks:remind", args=[later]), {"day": ""})
    assert "Reminder" not in rows(browser.get(LIST).content.decode()).replace("Reminder</", "")


def test_a_task_that_is_due_shows_its_clock_on_the_list_and_on_today(work: Work) -> None:
    now = timezone.now()
    with work.cast.acting(work.cast.coordinator):
        api.open_task(
            kind="wish.kit", source="wish", source_id="9", dwelling_id=work.homes[1],
            due=now + timedelta(hours=5, minutes=30), now=now,
        )  # fmt: skip
    browser = work.cast.client(work.cast.coordinator)
    for address in (LIST, "/"):
        assert "5 hours left" in browser.get(address).content.decode()


def test_a_task_whose_home_is_forgotten_says_so_and_how_long_ago(work: Work) -> None:
    task = work.wish(now=timezone.now())
    browser = work.cast.client(work.cast.coordinator)
    browser.post(reverse("tasks:end", args=[task]), {"ending": "done", "answer": "Lämnad"})
    ended = rows(browser.get(LIST, {"state": "ended"}).content.decode())
    assert "Home, people and answer: kept until" in ended
    retention.apply_all(now=timezone.now() + timedelta(days=91))
    browser = work.cast.client(work.cast.coordinator)  # the sign-in went, too
    ended = rows(browser.get(LIST, {"state": "ended"}).content.decode())
    assert "Address no longer kept" in ended
    assert "Home, people and answer: removed" in ended
    assert "Lämnad" not in ended


def test_what_waits_is_on_today_and_at_the_home(work: Work) -> None:
    task = work.wish(now=timezone.now())
    browser = work.cast.client(work.cast.coordinator)
    assert f"#task-{task}" in browser.get("/").content.decode()
    home = browser.get(reverse("desk:dwelling", args=[work.homes[1]])).content.decode()
    assert "Going on here now" in home
    assert f"#task-{task}" in home


def test_the_next_municipality_sees_none(work: Work) -> None:
    task = work.wish()
    stranger = work.cast.client(work.cast.stranger)
    assert "<tbody" not in stranger.get(LIST).content.decode()
    assert stranger.post(reverse("tasks:take", args=[task])).status_code == 404
    assert work.state(task) == "open"
