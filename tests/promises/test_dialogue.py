"""Citizen dialogue: answered once by each browser or sheet, nothing lost, grouped, and told in counts."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokong.kernel import tenancy
from kokong.kernel.fields import Point
from kokong.measures.promises import api, keeping
from kokong.measures.promises.dialogue import models as rows
from kokong.measures.promises.dialogue import reading, rules, work
from kokong.measures.promises.dialogue.values import Answer, DialogueMissing, Draft
from kokong.places.models import Tile
from kokong.public import api as site
from tests.cast import Cast
from tests.promises.conftest import Town

COOKIE = "kokong_dialogue"


def opened(cast: Cast) -> tuple[int, dict[str, int]]:
    """A dialogue of three questions that is open for ten days."""
    now = timezone.now()
    with cast.acting(cast.coordinator):
        draft = Draft("Hur är det på Malmen?", timezone.localdate(now) + timedelta(days=10))
        number = work.begin(draft=draft, now=now)
        asked = {
            "choice": work.ask(dialogue_id=number, kind="choice", question="Trygg?", choices=["Ja", "Nej", "Ja "]),
            "pin": work.ask(dialogue_id=number, kind="pin", question="Var är det mörkt?"),
            "text": work.ask(dialogue_id=number, kind="text", question="Vad ska vi göra?"),
        }
        work.act(dialogue_id=number, action="open", now=now)
    return number, asked


def replies(cast: Cast, number: int) -> int:
    with cast.acting(cast.coordinator):
        return reading.dialogue(dialogue_id=number).replies


def address(number: int, code: str = "9901") -> str:
    return reverse("dialogue:answer", args=[code, number])


def test_a_second_tab_of_one_browser_counts_instead_of_the_first_and_loses_nothing(town: Town) -> None:
    number, asked = opened(town.cast)
    one, browser = address(number), Client()
    assert browser.get(one).status_code == 200
    first = browser.post(one, {f"q{asked['choice']}": "0", f"q{asked['text']}": "Fler lampor."})
    assert "Your answers are kept." in first.content.decode()
    second = browser.post(one, {f"q{asked['choice']}": "1"})
    assert "You had answered before" in second.content.decode()
    assert replies(town.cast, number) == 1
    with town.cast.acting(town.cast.coordinator):
        assert rows.Reply.objects.count() == 2
        assert reading.heard(dialogue_id=number).choices[asked["choice"]] == (("Ja", 0), ("Nej", 1))
    Client().post(one, {"once": "n" * 32, f"q{asked['choice']}": "0"})
    assert replies(town.cast, number) == 2


@pytest.mark.parametrize("once", ["another", "<i id=zq9>", "n" * 31, "ö" * 32])
def test_what_was_not_given_here_tells_no_browser_from_another(town: Town, once: str) -> None:
    number, asked = opened(town.cast)
    said = Client().post(address(number), {"once": once, f"q{asked['choice']}": "0"})
    assert "Open the page once more" in said.content.decode()
    assert once not in said.content.decode()
    assert once not in said.cookies[COOKIE].value
    assert replies(town.cast, number) == 0


def test_the_ground_is_shown_to_anybody_and_nothing_is_written_for_them(town: Town) -> None:
    number, _asked = opened(town.cast)
    spot = {"code": "9901", "dialogue_id": number, "zoom": 0, "column": 0, "row": 0}
    answer = Client().get(reverse("dialogue:tile", kwargs=spot))
    assert answer.status_code == 200
    assert "private" in answer.headers["Cache-Control"]
    with town.cast.acting(town.cast.coordinator):
        assert not Tile.objects.exists()


def test_who_answered_is_in_no_row_and_differs_from_dialogue_to_dialogue(town: Town) -> None:
    numbers = [opened(town.cast) for _dialogue in range(2)]
    browser = Client()
    for number, asked in numbers:
        browser.get(address(number))
        browser.post(address(number), {f"q{asked['choice']}": "0"})
    token = browser.cookies[COOKIE].value
    with town.cast.acting(town.cast.coordinator):
        kept = list(rows.Reply.objects.values_list("once", flat=True))
    assert len(set(kept)) == 2
    assert all(each and token not in each for each in kept)


def test_a_place_is_an_address_or_a_spot_and_none_outside_is_kept(town: Town) -> None:
    number, asked = opened(town.cast)
    one, name, browser = address(number), f"q{asked['pin']}", Client()
    browser.get(one)
    outside = browser.post(one, {f"{name}_spot": "2.35,48.85", name: "Paris"})
    assert outside.status_code == 422
    assert "outside the municipality" in outside.content.decode()
    assert "Paris" in outside.content.decode()  # what they wrote is still there
    for nonsense in ("x,y", "1", "inf,inf", "nan,nan"):
        assert browser.post(one, {f"{name}_spot": nonsense}).status_code == 422, nonsense
    assert browser.post(one, {f"{name}_at": "Sjögatan 99"}).status_code == 422
    assert browser.post(one, {}).status_code == 422
    assert replies(town.cast, number) == 0
    assert browser.post(one, {f"{name}_at": "Storgatan 2", name: "Mörkt"}).status_code == 200
    with town.cast.acting(town.cast.coordinator):
        assert reading.heard(dialogue_id=number).areas == (("Malmen", 1),)


def test_a_numbered_sheet_is_entered_once_and_a_closed_dialogue_takes_only_sheets(town: Town) -> None:
    number, asked = opened(town.cast)
    desk = town.cast.client(town.cast.coordinator)
    paper = reverse("promises:paper", args=[number])
    sheet = {"sheet": "17", f"q{asked['choice']}": "1"}
    assert "The sheet is entered." in desk.post(paper, sheet, follow=True).content.decode()
    assert "is replaced" in desk.post(paper, sheet, follow=True).content.decode()
    assert replies(town.cast, number) == 1
    desk.post(reverse("promises:act-dialogue", args=[number, "close"]))
    browser = Client()
    closed = browser.post(address(number), {"once": "x", f"q{asked['choice']}": "0"}).content.decode()
    assert "This dialogue is closed." in closed
    desk.post(paper, {**sheet, "sheet": "18"})
    assert replies(town.cast, number) == 2


def test_answers_are_grouped_told_in_counts_and_few_are_not_counted_aloud(town: Town) -> None:
    number, asked = opened(town.cast)
    with town.cast.acting(town.cast.coordinator) as actor:
        for n in range(6):
            answers = [Answer(asked["choice"], choice=0), Answer(asked["text"], text=f"Lampa {n} är trasig")]
            work.answer(
                dialogue_id=number,
                answers=answers[: 2 if n < 3 else 1],
                token=str(n),
                way="page",
                now=timezone.now(),
            )
        said = reading.said(dialogue_id=number)
        work.group(dialogue_id=number, saying_ids=[each.id for each in said], title="Belysning")
        work.act(dialogue_id=number, action="close", now=timezone.now())
        site.publish(name="promises", user_id=actor.user_id, now=timezone.now())
    desk = town.cast.client(town.cast.coordinator)
    desk.post(reverse("promises:tell", args=[number]), {"said": "Ni vill ha ljus."})
    assert "Ni vill ha ljus." in Client().get("/k/9901/promises/", follow=True).content.decode()
    page = Client().get(f"/k/9901/promises/d{number}/", follow=True).content.decode()
    assert "Lampa" not in page
    told = " ".join(page.split())
    assert "6 personer svarade" in told or "6 people answered" in told
    assert "Belysning: fewer than five" in told or "Belysning: färre än fem" in told
    assert "answers_read" in {e.action.rpartition(".")[2] for e in town.cast.log()}


def test_a_promise_says_what_was_heard_and_the_dialogue_what_came_of_it(town: Town) -> None:
    promise_id, _action = town.running(title="Ljusare Malmen")
    number, asked = opened(town.cast)
    other, _asked = opened(town.cast)
    with town.cast.acting(town.cast.coordinator) as actor:
        for n in range(7):
            work.answer(
                dialogue_id=number, answers=[Answer(asked["choice"], choice=1)], token=str(n), way="page",
                now=timezone.now(),
            )  # fmt: skip
        for each in (number, other):
            work.act(dialogue_id=each, action="close", now=timezone.now())
        work.act(dialogue_id=number, action="tell", now=timezone.now(), said="Ni vill ha ljus.")
        site.publish(name="promises", user_id=actor.user_id, now=timezone.now())
    desk = town.cast.client(town.cast.officer)
    for each in (number, other):
        desk.post(reverse("promises:lead", args=[each]), {"promise": promise_id})
    assert reverse("promises:dialogue", args=[other]) in desk.get(f"/promises/{promise_id}/").content.decode()
    anybody = Client()
    asked_page = f"/k/havsvik/promises/d{number}/"
    promise_page = anybody.get(f"/k/havsvik/promises/{promise_id}/").content.decode()
    assert "Ni vill ha ljus." in promise_page
    assert "Nej: 7" in " ".join(promise_page.split())
    assert asked_page in promise_page
    assert f"promises/d{other}/" not in promise_page  # what was heard isn't told yet
    assert f"/k/havsvik/promises/{promise_id}/" in anybody.get(asked_page).content.decode()
    over = anybody.get(address(number)).content.decode()
    assert f"/promises/d{number}/" in over
    assert anybody.get(f"/k/havsvik/promises/d{other}/").status_code == 404
    desk.post(reverse("promises:lead", args=[number]), {"promise": ""})
    assert "Ni vill ha ljus." not in anybody.get(f"/k/havsvik/promises/{promise_id}/").content.decode()
    assert "Ljusare Malmen" not in anybody.get(asked_page).content.decode()


def test_a_dialogue_leads_to_no_promise_that_there_is_not_or_that_was_dropped(town: Town) -> None:
    number, _asked = opened(town.cast)
    promise_id = town.begin()
    with town.cast.acting(town.cast.coordinator):
        with pytest.raises(api.PromiseMissing):
            work.lead(dialogue_id=number, promise_id=promise_id + 999)
        api.act(promise_id=promise_id, action="drop", now=timezone.now())
        with pytest.raises(api.Refused):
            work.lead(dialogue_id=number, promise_id=promise_id)
        assert reading.dialogue(dialogue_id=number).promise_id is None


@pytest.mark.parametrize(
    "answer",
    [
        Answer(0, text="x"),
        Answer(-1, choice=0),
    ],
)
def test_an_answer_to_no_question_is_refused(town: Town, answer: Answer) -> None:
    number, _asked = opened(town.cast)
    with town.cast.acting(town.cast.coordinator), pytest.raises(api.Refused):
        work.answer(dialogue_id=number, answers=[answer], token="1", way="page", now=timezone.now())


def test_what_cannot_be_answered_is_refused(town: Town) -> None:
    number, asked = opened(town.cast)
    wrong = (
        Answer(asked["choice"], choice=9), Answer(asked["text"], choice=0),
        Answer(asked["text"], point=Point(1, 1)),
        Answer(asked["pin"], point=Point(0.0, 0.0)), Answer(asked["text"], text="x" * 1001), Answer(asked["text"]),
    )  # fmt: skip
    with town.cast.acting(town.cast.coordinator):
        for each in wrong:
            with pytest.raises(api.Refused):
                work.answer(dialogue_id=number, answers=[each], token="1", way="page", now=timezone.now())
        with pytest.raises(api.Refused):
            work.answer(
                dialogue_id=number, answers=[Answer(asked["text"], text="x")], token="", way="page",
                now=timezone.now(),
            )  # fmt: skip
        with pytest.raises(DialogueMissing):
            work.answer(dialogue_id=987_654, answers=[], token="1", way="page", now=timezone.now())
    assert replies(town.cast, number) == 0


def test_the_next_municipality_has_no_such_dialogue(town: Town) -> None:
    number, _asked = opened(town.cast)
    assert Client().get(address(number, "9902")).status_code == 404
    assert Client().get(address(number, "0000")).status_code == 404


def test_the_clock_closes_it_and_forgets(town: Town) -> None:
    number, asked = opened(town.cast)
    with town.cast.acting(town.cast.coordinator):
        work.answer(
            dialogue_id=number, answers=[Answer(asked["text"], text="Ljus")], token="1", way="page",
            now=timezone.now(),
        )  # fmt: skip
    later = timezone.now() + timedelta(days=11)
    with tenancy.scope(municipality_id=town.cast.home.pk):
        assert work.close_over(now=later) == 1
        forget = {each.name: each for each in keeping.RULES}
        assert forget["who answered once in dialogues"].apply(later + timedelta(seconds=1), False) == 1
        assert forget["answers in dialogues"].apply(later + timedelta(seconds=1), False) == 1
        assert list(rows.Saying.objects.values_list("text", flat=True)) == [""]
        assert reading.dialogue(dialogue_id=number).replies == 1


@pytest.mark.long
def test_two_tabs_at_once_are_one_person_and_many_at_once_are_all_kept(committed_cast: Cast) -> None:
    from tests.places.town import add_row_of_houses

    with committed_cast.acting(committed_cast.coordinator):
        add_row_of_houses(4)
    number, asked = opened(committed_cast)
    wrong: list[BaseException] = []

    def send(token: str) -> None:
        try:
            with tenancy.scope(municipality_id=committed_cast.home.pk, authority="municipality"):
                work.answer(
                    dialogue_id=number, answers=[Answer(asked["text"], text=token)], token=token, way="page",
                    now=timezone.now(),
                )  # fmt: skip
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(str(n // 2),)) for n in range(24)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not wrong
    assert replies(committed_cast, number) == 12
    with committed_cast.acting(committed_cast.coordinator):
        assert rows.Reply.objects.count() == 24


def test_figures_of_few_are_said_so() -> None:
    assert [rules.shown(n) for n in (0, 1, 4, 5, 9)] == [0, None, None, 5, 9]
