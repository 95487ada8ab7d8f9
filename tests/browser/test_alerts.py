"""An alert from a confirmed burglary: sent by a person, got three ways, and one who answers it is answered."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from kokong.incidents import api as incidents
from kokong.kernel import installation, tenancy
from kokong.measures.watch import purposes
from kokong.sending.digests import gathering
from kokong.sending.models import Collected
from tests.browser.conftest import Open, Site, axe, sign_in
from tests.watch.conftest import Village, build_village
from tests.worker import run_jobs

pytestmark = pytest.mark.browser
WIDTHS = (1280, 390, 320)


@pytest.fixture
def village(site: Site) -> Village:
    return build_village(site.cast)


@pytest.fixture
def texted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A text-message gateway on a real socket: what it took."""
    taken: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            taken.append(f"{self.path} {body}")
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    here = installation.current()
    url = f"json://127.0.0.1:{server.server_port}/{{phone}}"
    monkeypatch.setattr(installation, "current", lambda: replace(here, message_url=url))
    yield taken
    server.shutdown()
    server.server_close()


def fits(page: Page, name: str) -> None:
    """Nothing against it, and no scrolling sideways, on a desk and on phones."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page) == [], f"{name} at {width}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} at {width}"
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def neighbours(village: Village) -> None:
    """One who reads e-mail and text messages, and one who declined both."""
    nora = village.joins(1, email="nora@granne.example", phone="070-174 06 33")
    village.joins(2, "Utan Ja", email="nej@granne.example")
    with village.cast.acting(village.cast.coordinator):
        for purpose in ("email", "sms"):
            purposes.agree(member_id=nora, purpose=purpose, answer=True, now=village.now)


def burgled(village: Village) -> None:
    with village.cast.acting(village.cast.officer):
        told = incidents.report(
            dwelling_id=village.homes[5].pk, earliest=village.now - timedelta(hours=9),
            latest=village.now - timedelta(hours=7), source="form", now=village.now,
        )  # fmt: skip
        incidents.confirm(burglary_id=told.id, now=village.now)
    run_jobs()


def digests(village: Village) -> None:
    """The clock says that digests are due."""
    with village.cast.acting(village.cast.coordinator):
        Collected.objects.update(due=timezone.now())
    with tenancy.scope(municipality_id=village.cast.home.pk):
        gathering.gather(now=timezone.now())
    run_jobs()


def test_from_a_burglary_to_mailbox_text_message_and_digest_and_an_answer_back(
    village: Village, texted: list[str], open_page: Open
) -> None:
    neighbours(village)
    burgled(village)
    mail.outbox.clear()  # what staff are told
    page = open_page(locale="en-GB")
    sign_in(page, village.cast.officer, to="/watch/alerts/")
    fits(page, "alerts")
    page.get_by_role("link", name=re.compile("Inbrott i")).click()
    expect(page.get_by_text("A confirmed burglary proposes this.")).to_be_visible()
    expect(page.get_by_text("Storgatan 6")).to_have_count(0)
    fits(page, "proposal")
    page.get_by_role("link", name="Change it").click()
    page.get_by_label("Going on now").check()
    page.get_by_label("Text", exact=True).fill("En lång man i svart jacka sprang mot skogen.")
    page.get_by_role("button", name="See how it reads").click()
    expect(page.get_by_text("112 while it is going on").first).to_be_visible()
    fits(page, "write")
    page.get_by_label("Text", exact=True).fill("Ett inbrott pågår i området. Håll dig inne och titta ut.")
    page.get_by_label("For text messages").fill("Inbrott pågår i Havsvik. Ser du något: 112.")
    page.get_by_role("button", name="See how it reads").click()
    expect(page.get_by_text("1 text message", exact=True)).to_be_visible()
    page.get_by_role("button", name="Send it", exact=True).click()
    expect(page.get_by_text("The alert is on its way.")).to_be_visible()
    run_jobs()
    assert [letter.to for letter in mail.outbox] == [["nora@granne.example"]]
    (text,) = texted
    assert "i Havsvik. Ser du" in text
    answered(open_page, page)
    told_later(village, page)


def answered(open_page: Open, desk: Page) -> None:
    """The neighbour answers by the link in the letter, and gets an answer."""
    path = re.search(r"https?://[^/]+(/watch/alerts/answer/\S+)", str(mail.outbox[0].body))
    assert path is not None
    hers = open_page(locale="en-GB")
    hers.goto(path[1])
    hers.get_by_label("What you have seen").fill("En vit skåpbil stod länge vid vändplatsen.")
    fits(hers, "answer")
    hers.get_by_role("button", name="Send it").click()
    expect(hers.get_by_role("heading", name="Thank you")).to_be_visible()
    desk.reload()
    expect(desk.get_by_text("En vit skåpbil stod länge")).to_be_visible()
    desk.get_by_label("Your answer").fill("Tack, en patrull tittar dit.")
    desk.get_by_role("button", name="Answer", exact=True).click()
    expect(desk.get_by_text("The answer is on its way.")).to_be_visible()
    fits(desk, "alert")
    run_jobs()
    assert "en patrull tittar dit" in str(mail.outbox[-1].body)


def told_later(village: Village, page: Page) -> None:
    """What can wait is in the digest."""
    mail.outbox.clear()
    page.goto(f"/watch/alerts/new/?group={village.group_id}")
    page.get_by_label("When it suits").check()
    page.get_by_label("Title").fill("Mörka kvällar")
    page.get_by_label("Text", exact=True).fill("Tänd lampor när ni är borta.")
    page.get_by_role("button", name="See how it reads").click()
    page.get_by_role("button", name="Send it", exact=True).click()
    expect(page.get_by_text("The alert is on its way.")).to_be_visible()
    run_jobs()
    assert mail.outbox == []
    digests(village)
    assert [(letter.to, "Mörka kvällar" in str(letter.body)) for letter in mail.outbox] == [
        (["nora@granne.example"], True)
    ]
