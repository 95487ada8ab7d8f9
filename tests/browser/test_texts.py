"""News are written by keyboard as they will be shown, pasted from Word, kept, published, and read on a phone."""

import os
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Site, axe, sign_in
from tests.pictures.conftest import photo

pytestmark = pytest.mark.browser

WORD: Final = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {color:red}</style></head>
<body><!--StartFragment--><p class=MsoNormal style="mso-margin-top-alt:auto"><b
style="mso-bidi-font-weight:normal">Ta
med:</b><o:p></o:p></p><p class=MsoListParagraphCxSpFirst style="text-indent:-18.0pt;mso-list:l0 level1 lfo1"><span
style="mso-list:Ignore">·<span style="font:7.0pt">&nbsp;&nbsp; </span></span>reflexväst<o:p></o:p></p><p
class=MsoListParagraphCxSpLast style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·</span>ficklampa</p>
<p><a href="javascript:alert(1)">klicka</a> <a href="https://polisen.se/">polisen</a><img src="https://ond.se/x.png"
onerror="alert(1)"><script>alert(2)</script></p><!--EndFragment--></body></html>"""
PASTE: Final = """(element, html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_news_are_written_pasted_published_and_read(site: Site, open_page: Open) -> None:
    desk = open_page(viewport={"width": 1280, "height": 900})
    sign_in(desk, site.cast.coordinator, to="/texts/new/")
    desk.wait_for_function("() => document.documentElement.dataset.drafts === 'watched'")
    desk.get_by_label("Rubrik", exact=True).first.fill("Vandring i Berga")
    page = desk.get_by_role("textbox", name="Text", exact=True)
    page.click()
    desk.keyboard.type("Det här gör vi")
    desk.keyboard.press("Alt+F10")
    tools = desk.get_by_role("toolbar")
    expect(tools.get_by_role("button", name="Rubrik", exact=True)).to_be_focused()
    desk.keyboard.press("Enter")
    expect(page).to_be_focused()
    expect(tools.get_by_role("button", name="Rubrik", exact=True)).to_have_attribute("aria-pressed", "true")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Vi går runt och tittar, ")
    desk.keyboard.press("Control+b")
    desk.keyboard.type("alla")
    desk.keyboard.press("Control+b")
    desk.keyboard.type(" får vara med.")
    desk.keyboard.press("Enter")
    page.evaluate(PASTE, WORD)
    written = desk.locator('textarea[name="body"]')
    assert written.input_value() == (
        "## Det här gör vi\n\nVi går runt och tittar, **alla** får vara med.\n\n**Ta med:**\n\n"
        "* reflexväst\n* ficklampa\n\nklicka [polisen](https://polisen.se/)"
    )
    expect(desk.get_by_text("19 ord")).to_be_visible()
    for width in (1280, 390):
        desk.set_viewport_size({"width": width, "height": 900})
        assert axe(desk) == [], width
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
        shot(desk, f"write-{width}")
    desk.wait_for_function("() => Object.keys(localStorage).some((name) => name.startsWith('kokong-draft-'))")
    desk.reload()
    expect(page.get_by_text("ficklampa")).to_be_visible()
    page.press("Control+End")
    tools.get_by_role("button", name="Bild", exact=True).click()
    asked = desk.get_by_role("dialog")
    asked.get_by_label("Bild", exact=True).set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo(900, 600)}
    )
    asked.get_by_role("button", name="Lägg till bilden").click()
    expect(asked.get_by_text("Skriv i en mening vad bilden visar")).to_be_visible()
    assert axe(desk) == []
    asked.get_by_label("Vad bilden visar").fill("Vandrare vid en lykta")
    shot(desk, "picture-asked")
    asked.get_by_role("button", name="Lägg till bilden").click()
    expect(page.get_by_role("img", name="Vandrare vid en lykta")).to_be_visible()
    desk.get_by_role("button", name="Spara utkast").click()
    expect(desk.get_by_role("heading", level=1, name="Vandring i Berga")).to_be_visible()
    desk.get_by_label("Varför").fill("Inbjudan är klar.")
    desk.get_by_role("button", name="Publicera", exact=True).click()
    expect(desk.get_by_text("Publicerad").first).to_be_visible()
    desk.goto("/public-pages/")
    desk.get_by_role("button", name="Publicera Nyheter").click()
    phone = open_page(viewport={"width": 390, "height": 844})
    phone.goto("/k/havsvik/news/vandring-i-berga/")
    expect(phone.get_by_role("heading", level=2, name="Det här gör vi")).to_be_visible()
    seen = phone.get_by_role("img", name="Vandrare vid en lykta")
    expect(seen).to_be_visible()
    assert seen.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 900
    shot(phone, "public-390")
    assert axe(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
