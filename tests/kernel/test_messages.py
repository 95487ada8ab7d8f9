"""The tool that keeps the message catalogues, on a small house of its own."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

TOOL = Path(__file__).resolve().parents[2] / "tools" / "messages.py"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kokong_messages", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


messages = load()


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house with one room and, inside it, the measures' room, which is not its own."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    room = tmp_path / "desk"
    (room / "templates" / "desk").mkdir(parents=True)
    (room / "apps.py").write_text('from django.utils.translation import gettext as _\nTITLE = _("Today")\n')
    (room / "templates" / "desk" / "page.html").write_text(
        "{% load i18n %}\n      <p>it's {% translate 'Open' context 'door' %}</p>\n"
        "   {% blocktranslate count n=doors %}{{ n }} door{% plural %}{{ n }} doors{% endblocktranslate %}\n"
    )
    return room


def fill(room: Path, **words: str) -> None:
    """Write translations: the value follows the msgid named by its key, underscores for spaces."""
    file = messages.catalogue_file(room)
    text = file.read_text()
    for msgid, msgstr in words.items():
        head, tail = text.split(f'msgid "{msgid}"\n', 1)
        text = f'{head}msgid "{msgid}"\n' + tail.replace('msgstr ""', f'msgstr "{msgstr}"', 1)
    file.write_text(text)


def test_strings_come_from_python_and_templates(room: Path) -> None:
    assert list(messages.by_key(messages.extracted(room))) == [("", "%(n)s door"), ("door", "Open"), ("", "Today")]


def test_a_catalogue_is_stable_and_keeps_what_was_translated(room: Path) -> None:
    assert messages.update(room) == "desk: 3 new, 0 gone"
    fill(room, Today="I dag")
    before = messages.catalogue_file(room).read_bytes()
    assert messages.update(room) == ""
    assert messages.catalogue_file(room).read_bytes() == before
    (room / "rules.py").write_text(
        '"""Empty."""\nfrom django.utils.translation import gettext\nX = gettext("Abroad")\n'
    )
    assert messages.update(room) == "desk: 1 new, 0 gone"
    assert 'msgstr "I dag"' in messages.catalogue_file(room).read_text()
    assert b"Date" not in before
    assert b"#:" not in before


def test_check_names_what_is_missing_empty_and_gone(room: Path) -> None:
    messages.update(room)
    fill(room, Today="I dag")
    (room / "apps.py").write_text('from django.utils.translation import gettext as _\nTITLE = _("Tomorrow")\n')
    assert set(messages.faults(room)) == {
        "missing: “Tomorrow”",
        "obsolete: “Today”",
        "empty: “Open” (door)",
        "empty: “%(n)s door”",
    }


def test_gettext_under_another_name_is_said(room: Path) -> None:
    messages.update(room)
    (room / "rules.py").write_text('from django.utils.translation import gettext as _said\nX = _said("Abroad")\n')
    assert "rules.py: gettext is called _said there, and its sentences are not found" in set(messages.faults(room))


def test_a_new_wording_is_never_guessed(room: Path) -> None:
    messages.update(room)
    fill(room, Today="I dag")
    (room / "apps.py").write_text('from django.utils.translation import gettext as _\nTITLE = _("Today.")\n')
    messages.update(room)
    assert "I dag" not in messages.catalogue_file(room).read_text()
    assert "fuzzy" not in messages.catalogue_file(room).read_text()


def test_places_to_fill_must_agree(room: Path) -> None:
    messages.update(room)
    file = messages.catalogue_file(room)
    text = (
        file.read_text()
        .replace('msgstr[0] ""', 'msgstr[0] "en dörr"')
        .replace('msgstr[1] ""', 'msgstr[1] "dörrar"')
    )
    file.write_text(text)
    fill(room, Today="I dag", Open="Öppen")
    assert list(messages.faults(room)) == ["placeholders differ: “%(n)s door” -> “dörrar”"]


def test_rooms_may_not_translate_a_message_differently(room: Path) -> None:
    other = room.parent / "incidents"
    other.mkdir()
    (other / "apps.py").write_text('from django.utils.translation import gettext as _\nNAME = _("Today")\n')
    for each, text in ((room, "I dag"), (other, "Idag")):
        messages.update(each)
        fill(each, Today=text)
    assert list(messages.quarrels()) == [
        "two meanings: “Today” is “I dag” in desk, “Idag” in incidents; give one of them a context"
    ]


def test_a_fuzzy_message_is_not_ready(room: Path) -> None:
    messages.update(room)
    fill(room, Today="I dag")
    file = messages.catalogue_file(room)
    file.write_text(file.read_text().replace('msgid "Today"', '#, fuzzy\nmsgid "Today"'))
    assert "fuzzy: “Today”" in set(messages.faults(room))


@given(st.text())
def test_any_text_has_the_same_places_as_itself(text: str) -> None:
    assert messages.placeholders(text) == messages.placeholders(text)
    assert not any(place.startswith("%%") for place in messages.placeholders(text))


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("%(n)d of %s", {"%(n)d", "%s"}),
        ("100 %", set()),
        ("57 % talked to", set()),
        ("50%% off", set()),
        ("{name} and {}", {"{name}", "{}"}),
        ("%.1f km", {"%f"}),
    ],
)
def test_placeholders(text: str, places: set[str]) -> None:
    assert set(messages.placeholders(text)) == places
