"""An association from a line in a list to its second check: imported, invited, gone through, told, done again."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from kokong.incidents import api as incidents
from kokong.measures.owners import api
from kokong.measures.owners.checks.sheet import sheet
from kokong.people.api import Actor
from kokong.pictures import api as pictures
from tests.browser.conftest import Open, Site, sign_in
from tests.browser.street import SETTLING, until
from tests.browser.test_signs import fits
from tests.browser.test_trust_identity import choose_password, sent
from tests.owners.conftest import Blocks, build_blocks
from tests.pictures.conftest import photo
from tests.worker import run_jobs

pytestmark = pytest.mark.browser

OLLE: Final = "olle@ekliden.example"
POOR: Final = {"entrance-closes": "no", "entrance-guard": "no", "key-list": "no"}
HEAD: Final = "Förening;Orgnr;Adress;Kontaktperson;Roll;E-post;Samtycke"


@pytest.fixture
def blocks(site: Site) -> Blocks:
    return build_blocks(site.cast)


def good(question: str) -> str:
    """The best answer to a question; what is no matter of good or bad is there."""
    asked = sheet().by_id[question]
    return max(asked.choices, key=lambda choice: choice.value or -1).id if asked.weight else asked.choices[0].id


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[timedelta], None]]:
    """Everything here happens so much later."""
    real = timezone.now
    yield lambda by: monkeypatch.setattr("django.utils.timezone.now", lambda: real() + by)
    monkeypatch.undo()


def test_an_association_from_a_list_to_its_second_check(
    blocks: Blocks, open_page: Open, open_phone: Open, tmp_path: Path, later: Callable[[timedelta], None]
) -> None:
    desk = open_page(locale="en-GB")
    sign_in(desk, blocks.cast.coordinator, to="/owners/")
    imported(desk, tmp_path, other=blocks.cast.owner_representative)
    board = let_in(desk, open_page(locale="en-GB"))
    neighbour = open_page(locale="en-GB")
    sign_in(neighbour, blocks.cast.owner_representative, to="/owners/mine/")
    first = begun(desk)
    phone = open_phone()
    gone_through_on_the_phone(blocks, phone, first, tmp_path)
    scored(desk, first)
    read_by_the_board(board, first)
    nobody_elses(neighbour, blocks, first)
    told_of_a_burglary(blocks, board)
    for page in (desk, board, neighbour, phone):
        page.goto("about:blank")  # whose sign-in has run out by then
    later(timedelta(days=366))
    sign_in(desk, blocks.cast.coordinator)
    second = done_again(desk)
    side_by_side(desk, second)


def imported(desk: Page, folder: Path, *, other: Actor) -> None:
    """Two associations with a building and a chair each."""
    list_ = folder / "foreningar.csv"
    list_.write_text("\n".join((
        HEAD,
        f"Brf Ekliden;716400-1237;Storgatan 2;Olle Ordförande;ordförande;{OLLE};ja",
        f"Brf Granliden;769600-1002;Storgatan 6;Lena Fastighet;ordförande;{other.email};ja",
    )))  # fmt: skip
    desk.get_by_role("link", name="Import").click()
    desk.set_input_files('input[type="file"]', list_)
    desk.get_by_role("button", name="Upload").click()
    expect(desk.locator("table").first).to_contain_text("Brf Ekliden")
    desk.get_by_role("button", name="Import").click()
    desk.wait_for_url("**/progress/")
    run_jobs()
    desk.goto("/owners/")
    fits(desk, "owners-list")
    expect(desk.get_by_role("link", name="Brf Ekliden")).to_be_visible()


def let_in(desk: Page, board: Page) -> Page:
    """The chairs are let in: one who has an account at once, the other by a letter."""
    for owner, person, said in (
        ("Brf Granliden", "Lena Fastighet", "They can open the owner’s pages now."),
        ("Brf Ekliden", "Olle Ordförande", "An invitation is on its way."),
    ):
        desk.goto("/owners/")
        desk.get_by_role("link", name=owner).click()
        desk.get_by_role("link", name=person).click()
        fits(desk, "owners-contact")
        desk.get_by_role("button", name="Let them in").click()
        expect(desk.get_by_text(said)).to_be_visible()
    board.goto(sent("invitation", to=OLLE))
    choose_password(board)
    board.wait_for_url("**/owners/mine/")
    expect(board.get_by_role("link", name="Storgatan 2, Havsvik")).to_be_visible()
    fits(board, "owners-mine-before")
    return board


def begun(desk: Page) -> int:
    """The check of Storgatan 2 begins on its page; its number."""
    desk.goto("/owners/")
    desk.get_by_role("link", name="Brf Ekliden").click()
    fits(desk, "owners-owner")
    desk.get_by_role("link", name="Storgatan 2, Havsvik").click()
    fits(desk, "owners-building")
    desk.get_by_role("button", name="Go through the building").click()
    expect(desk.get_by_text("The check has begun.")).to_be_visible()
    fits(desk, "owners-check")
    return int(re.findall(r"\d+", desk.url)[-1])


def gone_through_on_the_phone(blocks: Blocks, page: Page, check_id: int, folder: Path) -> None:
    """In the entrance with a network, in the cellar without one; with a photo, over a restart of the phone."""
    where = f"/field/checks/{check_id}/"
    sign_in(page, blocks.cast.visitor, to="/field/")
    page.get_by_role("link", name="Huskontroll").click()
    strip(page, "Allt skickat")
    until(page, lambda: page.evaluate("navigator.serviceWorker.controller !== null"))
    until(page, lambda: page.evaluate(f"caches.match('{where}').then(Boolean)"))
    fits(page, "owners-phone")
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("[data-question] button").first.click()
    fits(page, "owners-phone-open")
    page.set_viewport_size({"width": 390, "height": 844})
    for _each in range(3):
        answered(page)
    strip(page, "Allt skickat")
    page.context.set_offline(True)
    page.reload()
    page.locator('[data-question][data-standing="open"] button').first.click()
    shot = folder / "IMG_1.jpg"
    shot.write_bytes(photo(1600, 1200))
    shown = 0
    while page.locator("[data-question][data-open]").count():
        if not shown and page.locator("[data-open] .kk-camera").count():
            page.locator('.kk-camera input[type="file"]').set_input_files(shot)
            expect(page.locator(".kk-camera__list canvas")).to_have_count(1)
            shown = 1
        answered(page)
    page.reload()
    expect(page.get_by_role("heading", name="Alla frågor är besvarade")).to_be_visible()
    page.get_by_role("button", name="Avsluta kontrollen").click()
    expect(page.locator("[data-ended]")).to_contain_text("Kontrollen är avslutad.")
    fits(page, "owners-phone-ended")
    with blocks.cast.acting(blocks.cast.coordinator):
        (found,) = api.checks()
        assert (found.state, len(found.answers)) == ("begun", 3), "the rest waits on the phone"
    page.context.set_offline(False)
    strip(page, "Allt skickat")
    until(page, lambda: ended(blocks, check_id))
    run_jobs()


def answered(page: Page) -> None:
    """Answer the question that is open, as badly as it is here."""
    question = page.locator("[data-question][data-open]").get_attribute("data-question") or ""
    page.locator(f'[data-choice="{POOR.get(question, good(question))}"]').click()
    page.wait_for_timeout(SETTLING)


def strip(page: Page, words: str) -> None:
    expect(page.locator("[data-strip] strong")).to_have_text(words)


def ended(blocks: Blocks, check_id: int) -> bool:
    """Whether it has ended with its photo."""
    with blocks.cast.acting(blocks.cast.coordinator):
        (found,) = api.checks()
        return found.state == "done" and len(pictures.pictures_of(("building_check", check_id))) == 1


def scored(desk: Page, check_id: int) -> None:
    """Per part, with what to do first and what it costs; on paper for the board."""
    desk.goto(f"/owners/checks/{check_id}/")
    score = desk.get_by_role("region", name="Score")
    expect(score.get_by_role("row", name=re.compile("^Cellar"))).to_contain_text("100 %")
    expect(score.get_by_role("row", name=re.compile("^Together"))).not_to_contain_text("100 %")
    first = desk.get_by_role("region", name="What to do first").get_by_role("listitem")
    expect(first).to_have_count(len(POOR))
    expect(first.first).to_contain_text("Costs nothing")
    expect(desk.get_by_text("Done again by")).to_be_visible()
    fits(desk, "owners-checked")
    assert paper(desk, "For the board")


def paper(page: Page, name: str) -> bool:
    """Whether a link leads to a PDF."""
    link = page.get_by_role("link", name=name).first
    answer = page.request.get(link.get_attribute("href") or "")
    return answer.status == 200 and answer.body().startswith(b"%PDF")


def read_by_the_board(board: Page, check_id: int) -> None:
    """On the association's own page."""
    board.goto("/owners/mine/")
    board.get_by_role("link", name="Storgatan 2, Havsvik").click()
    expect(board.get_by_role("region", name="Score")).to_be_visible()
    fits(board, "owners-mine-building")
    board.get_by_role("link", name="The whole check").click()
    assert board.url.endswith(f"/owners/mine/checks/{check_id}/")
    fits(board, "owners-mine-check")
    assert paper(board, "For the board")


def nobody_elses(neighbour: Page, blocks: Blocks, check_id: int) -> None:
    """The other association's chair finds none of it, by no address."""
    with blocks.cast.acting(blocks.cast.coordinator):
        building = next(each for each in api.buildings() if each.address.startswith("Storgatan 2"))
    neighbour.goto("/owners/mine/")
    expect(neighbour.get_by_role("link", name="Storgatan 6, Havsvik")).to_be_visible()
    expect(neighbour.get_by_text("Storgatan 2")).to_have_count(0)
    own = (f"buildings/{building.id}/", f"checks/{check_id}/", f"checks/{check_id}/board.pdf")
    assert [neighbour.request.get(f"/owners/mine/{each}").status for each in own] == [404] * 3
    (picture,) = pictures_of(blocks, check_id)
    assert neighbour.request.get(f"/pictures/{picture}/large.jpg").status == 404
    assert neighbour.request.get(f"/owners/checks/{check_id}/").status == 403


def pictures_of(blocks: Blocks, check_id: int) -> list[int]:
    with blocks.cast.acting(blocks.cast.coordinator):
        return [each.id for each in pictures.pictures_of(("building_check", check_id))]


def told_of_a_burglary(blocks: Blocks, board: Page) -> None:
    """Confirmed by the police near their building: a letter by itself, and a notice for the stairwell."""
    with blocks.cast.acting(blocks.cast.officer):
        found = incidents.report(
            dwelling_id=blocks.house.pk, source="form", now=blocks.now, earliest=blocks.now - timedelta(hours=9),
            latest=blocks.now - timedelta(hours=2),
        )  # fmt: skip
        incidents.confirm(burglary_id=found.id, now=blocks.now)
    run_jobs()
    (letter,) = (each for each in mail.outbox if each.to == [OLLE] and "Storgatan 2" in str(each.body))
    assert "Storgatan 1" not in str(letter.body)
    board.goto("/owners/mine/")
    region = board.get_by_role("region", name="Burglaries in or near your buildings")
    expect(region).to_contain_text("Storgatan 2")
    fits(board, "owners-mine")
    assert paper(board, "Notice for the stairwell")


def done_again(desk: Page) -> int:
    """A year later it is a task; everything has been mended but one thing."""
    desk.goto("/tasks/")
    desk.get_by_role("link", name="Begin the check").click()
    desk.get_by_role("button", name="Go through the building").click()
    for each in sheet().questions:
        said = "no" if each.id == "key-list" else good(each.id)
        desk.locator(f'[name="{each.id}"][value="{said}"]').check()
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("Saved.")).to_be_visible()
    desk.get_by_role("button", name="End the check").click()
    expect(desk.get_by_text("The check is ended.")).to_be_visible()
    return int(re.findall(r"\d+", desk.url)[-1])


def side_by_side(desk: Page, check_id: int) -> None:
    """Now and a year ago in one table."""
    score = desk.get_by_role("region", name="Score")
    row = score.get_by_role("row", name=re.compile("^Together")).get_by_role("cell")
    now, before = (int(each.removesuffix(" %")) for each in row.all_inner_texts())
    assert before < now < 100
    year = str(date.fromisoformat(str(timezone.localdate())).year - 1)
    expect(score.get_by_role("columnheader").last).to_contain_text(year)
    fits(desk, "owners-checked-again")
    assert desk.url.endswith(f"/owners/checks/{check_id}/")
