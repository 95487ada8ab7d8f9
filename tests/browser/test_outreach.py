"""A campaign from its first word to a reader's mailbox: written once, approved once, out by every channel."""

import json
import os
import re
from dataclasses import replace
from email import message_from_bytes, policy
from io import BytesIO
from typing import Final
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from kokong.kernel import installation, tenancy
from kokong.measures.outreach import going, models
from kokong.measures.outreach.channels import accounts, push
from kokong.measures.outreach.newsletter import links, texting
from kokong.public import work as public
from kokong.sending import choices, devices, kinds
from tests.browser.conftest import Open, Site, axe, sign_in
from tests.outreach.conftest import Network, network
from tests.outreach.test_texts import sealing
from tests.sending.conftest import Maker, Post, maker, post, post_office
from tests.worker import run_jobs

pytestmark = pytest.mark.browser
__all__ = ["maker", "network", "post", "post_office"]

TITLE: Final = "Lys upp hemmet"
LEAD: Final = "När det är mörkt syns ett tomt hus."
ATOM: Final = "{http://www.w3.org/2005/Atom}"


def looked_at(page: Page, name: str) -> None:
    """At both widths: nothing that axe-core holds against it, and nothing to push sideways."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert axe(page) == [], (name, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=f"{folder}/outreach-{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def letter(post: Post, subject: str) -> str:
    """The text of the last letter of this subject that the mail server took."""
    read = [message_from_bytes(content.encode(), policy=policy.default) for _to, content in post.taken]
    (found,) = [each for each in read if each["Subject"] == subject][-1:]
    part = found.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def subscribe(page: Page, code: str, post: Post) -> None:
    """A resident asks for the newsletter, and presses the button that the letter leads to."""
    page.goto(f"/newsletter/{code}/")
    looked_at(page, "subscribe")
    page.get_by_label("Din e-postadress").fill("nora@granne.example")
    page.get_by_role("button", name="Skicka länken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Titta i din e-post")
    run_jobs()
    link = re.search(
        r"https?://\S+/newsletter/confirm/\S+", letter(post, "Bekräfta att du vill ha vårt nyhetsbrev")
    )
    assert link is not None
    page.goto(urlsplit(link[0]).path)
    looked_at(page, "confirm")
    page.get_by_role("button", name="Ja, skicka det till mig").click()
    expect(page.get_by_text("Välkommen. Från och med nu")).to_be_visible()


def on_the_telephone(page: Page, site: Site, network: Network) -> None:
    """On their own page they ask for text messages, and write back the code that their telephone got."""
    with site.cast.acting(site.cast.coordinator):
        own = urlsplit(links.address_of(models.Subscriber.objects.get())).path
    page.goto(own)
    page.get_by_label("Ditt telefonnummer").fill("070-123 45 67")
    page.get_by_role("button", name="Skicka en kod till mig").click()
    expect(page.get_by_label("Koden i sms:et")).to_be_visible()
    run_jobs()
    looked_at(page, "mine")
    code = re.search(r": (\d{6})", network.got[-1][2].decode())
    assert code is not None
    page.get_by_label("Koden i sms:et").fill(code[1])
    page.get_by_role("button", name="Ja, skicka sms").click()
    expect(page.get_by_text("Sms går till +46701234567.")).to_be_visible()


def on_the_screen(site: Site, maker: Maker) -> None:
    """Somebody has a browser that shows notices, and has switched the municipality's news on."""
    with site.cast.acting(site.cast.visitor) as actor:
        sealed = {"p256dh": sealing(), "auth": "AAAAAAAAAAAAAAAAAAAAAA"}
        endpoint, now = f"{maker.url}/screen", timezone.now()
        devices.subscribe(user_id=actor.user_id, endpoint=endpoint, name="Mobil", now=now, **sealed)
        choices.choose(actor=actor, on=frozenset({(push.KIND, "push")}), quiet=(None, None))


def write(desk: Page) -> None:
    """The coordinator plans it and writes one text; the page shows what each channel makes of it meanwhile."""
    desk.goto("/campaigns/new/")
    desk.get_by_label("Vad ni kallar den").fill("Mörka månader")
    desk.get_by_label("Textens rubrik").fill(TITLE)
    desk.get_by_label("Vad den ska leda till").fill("200 hem med timer")
    desk.get_by_label("Sista dag").fill("2099-01-31")
    looked_at(desk, "plan")
    desk.get_by_role("button", name="Vidare till texten").click()
    desk.locator("[name=lead]").fill(LEAD)
    desk.locator("[name=body]").fill("* Sätt en **timer** på lampan.")
    for name in ("on_site", "on_email", "on_sms", "on_push", "on_mastodon", "on_print", "on_hand"):
        desk.locator(f"[name={name}]").check()
    shown = desk.locator("#preview")
    expect(shown.get_by_role("heading", name="Mastodon")).to_be_visible()
    expect(shown.locator("strong", has_text="timer").first).to_be_visible()
    desk.locator("details:has([name=own_mastodon]) summary").click()
    desk.locator("[name=own_mastodon]").fill("Mörkt hemma? Sätt en timer. {link}")
    expect(shown.get_by_text("Egna ord")).to_be_visible()
    looked_at(desk, "compose")
    desk.get_by_role("button", name="Spara utkast").click()


def test_one_text_approved_once_goes_out_by_every_channel(
    site: Site,
    open_page: Open,
    post: Post,
    network: Network,
    maker: Maker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = f"mastodon://token@127.0.0.1:{network.port}/"
    monkeypatch.setattr(accounts, "find", lambda channel: account if channel == "mastodon" else "")
    here = replace(installation.current(), message_url=f"json://127.0.0.1:{network.port}/{{phone}}")
    monkeypatch.setattr(installation, "current", lambda: here)
    monkeypatch.setitem(kinds._kinds, texting.TEXT, replace(texting.TEXTS, quiet=None))  # also at night
    code, resident = site.cast.home.code, open_page()
    subscribe(resident, code, post)
    on_the_telephone(resident, site, network)
    on_the_screen(site, maker)

    desk = open_page(viewport={"width": 1280, "height": 900}, quiet=True)  # htmx says when it breaks off a preview
    sign_in(desk, site.cast.coordinator, to="/campaigns/")
    write(desk)
    expect(desk.get_by_label("Varför, i en mening")).to_be_visible()
    where = urlsplit(desk.url).path
    desk.get_by_label("Varför, i en mening").fill("Ska gå ut före höstlovet.")
    desk.get_by_role("button", name="Skicka till den andra myndigheten").click()
    expect(desk.get_by_text("läser och godkänner texten")).to_be_visible()

    police = open_page()
    sign_in(police, site.cast.officer, to=where)
    looked_at(police, "approve")
    police.get_by_label("Varför, i en mening").fill("Vi står bakom det.")
    police.get_by_role("button", name="Godkänn alltihop").click()
    expect(police.get_by_text("Godkänd", exact=True).first).to_be_visible()

    desk.reload()
    desk.get_by_label("Varför, i en mening").fill("Dags.")
    desk.get_by_role("button", name="Låt den gå ut").click()
    expect(desk.get_by_text("Tiden är bestämd").first).to_be_visible()
    run_jobs()
    desk.goto(where)

    said = letter(post, TITLE)
    assert "– Sätt en timer på lampan." in said
    (posted,) = [body for path, _headers, body in network.got if path == "/api/v1/statuses"]
    assert json.loads(posted)["status"].startswith("Mörkt hemma? Sätt en timer. http")
    (texted,) = [body for _path, _headers, body in network.got if LEAD in body.decode("unicode_escape")]
    assert f"/newsletter/{code}/link/" in texted.decode()
    assert [path for path, _headers, _body in maker.taken] == ["/screen"]
    answer = desk.request.get(f"{where}paper/poster.pdf")
    assert TITLE in PdfReader(BytesIO(answer.body())).pages[0].extract_text()
    with site.cast.acting(site.cast.coordinator):
        public.publish(name="news", user_id=None, now=timezone.now())
    feed = ElementTree.fromstring(desk.request.get(f"/k/{code}/news.atom").body())
    assert [each.findtext(f"{ATOM}title") for each in feed.iter(f"{ATOM}entry")] == [TITLE]
    reader = open_page()
    counted = re.search(r"https?://\S+(/l/\S+)", said)
    assert counted is not None
    led = reader.request.get(counted[1], max_redirects=0)
    reader.goto(urlsplit(led.headers["location"]).path)
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert reader.context.cookies() == []
    with tenancy.scope(municipality_id=site.cast.home.pk):
        going.sweep("")  # asks every ten minutes how the letters fare
    desk.goto(where)
    expect(desk.get_by_text("1 av 1 levererade")).to_have_count(3)  # letter, text message, screen
    expect(desk.get_by_text("länken följd 1 gång")).to_be_visible()
    looked_at(desk, "out")
