"""The message catalogues: one per room, source strings English, Swedish complete.

    python tools/messages.py update    take new source strings in, drop those that are gone
    python tools/messages.py check     fail, naming each message that is not ready

A room is a folder under `src/kokong` or `src/kokong/measures` with an `apps.py`, or the pure `analysis`; its
Python files and templates belong to it. Catalogues are sorted and carry no dates or line numbers, so that they
merge well.
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT: Final = Path(__file__).resolve().parent.parent / "src" / "kokong"
LANGUAGE: Final = "sv"
HEADER: Final = """\
msgid ""
msgstr ""
"Language: sv\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
# Function name -> which arguments are context (c), message and plural, counted from 1.
KEYWORDS: Final[dict[str, tuple[int | tuple[int, str], ...] | None]] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
RENAMED: Final = re.compile(r"from django\.utils\.translation import [np]?gettext\w* as (\w+)")
ROOMS: Final = ("*/apps.py", "measures/*/measure.py", "analysis/words.py")
SKIPPED: Final = {"migrations", "locale", "static", "node_modules", "__pycache__"}
PLACEHOLDER: Final = re.compile(r"%%|%\((\w+)\)[#0\- +]*[\d.]*([a-zA-Z])|%[#0\- +]*[\d.]*([a-zA-Z])|\{(\w*)\}")

Key = tuple[str, str]  # context and singular


def rooms() -> list[Path]:
    """Every room's folder."""
    return sorted(file.parent for pattern in ROOMS for file in ROOT.glob(pattern))


def catalogue_file(room: Path) -> Path:
    """Where a room's Swedish catalogue lies."""
    return room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def sources(room: Path) -> Iterator[Path]:
    """The room's own Python files and templates, without those of rooms inside it."""
    inner = [other for other in rooms() if other != room and other.is_relative_to(room)]
    for file in sorted(room.rglob("*")):
        if file.suffix not in {".py", ".html", ".txt", ".typ"} or SKIPPED & set(file.relative_to(room).parts):
            continue
        if file.suffix != ".py" and "templates" not in file.parts:
            continue
        if not any(file.is_relative_to(other) for other in inner):
            yield file


def extracted(room: Path) -> Catalog:
    """A catalogue of every source string of a room, untranslated."""
    catalogue = Catalog(locale=LANGUAGE)
    for file in sources(room):
        text = file.read_text(encoding="utf-8")
        code = text if file.suffix == ".py" else _as_python(text)
        found: Any = extract_python(BytesIO(code.encode()), KEYWORDS, ["Translators:"], {"encoding": "utf-8"})
        for _, function, message, comments in found:  # Babel's own annotation says otherwise
            _add(catalogue, function, message, comments)
    return catalogue


def _as_python(template: str) -> str:
    # Every line starts at the margin: what is left of a template's indentation is no Python.
    return "\n".join(line.lstrip() for line in templatize(template).splitlines())


def _add(catalogue: Catalog, function: str, message: object, comments: list[str]) -> None:
    parts = [message] if isinstance(message, str) else list(message) if isinstance(message, tuple) else []
    context = parts.pop(0) if "pgettext" in function and parts else None
    plural = 2 if "ngettext" in function or "npgettext" in function else 1
    texts = parts[:plural]
    if len(texts) < plural or not all(isinstance(text, str) and text for text in texts):
        return  # a call with a variable: its strings are marked where they are written
    known = catalogue.get(texts[0], context)
    if known is not None and known.pluralizable and plural == 1:
        return
    catalogue.add(tuple(texts) if plural == 2 else texts[0], context=context, auto_comments=comments)


def stored(room: Path) -> Catalog:
    """The room's catalogue as it lies on disk; empty when there is none."""
    file = catalogue_file(room)
    if not file.exists():
        return Catalog(locale=LANGUAGE)
    with file.open("rb") as po:
        return read_po(po, locale=LANGUAGE)


def by_key(catalogue: Catalog) -> dict[Key, Message]:
    """A catalogue's messages by context and singular, in a stable order."""
    found = {(str(m.context or ""), _forms(m.id)[0]): m for m in catalogue if m.id}
    return dict(sorted(found.items(), key=lambda item: (item[0][1].casefold(), item[0])))


def update(room: Path) -> str:
    """Bring a room's catalogue up to its sources. Answers with what changed, empty when nothing did."""
    fresh, kept = by_key(extracted(room)), by_key(stored(room))
    merged = Catalog(locale=LANGUAGE, fuzzy=False)
    for (context, _), message in fresh.items():
        old = kept.get((context, _forms(message.id)[0]))
        same = old is not None and old.pluralizable == message.pluralizable
        merged.add(
            message.id,
            old.string if old is not None and same else None,
            context=message.context,
            flags=(old.flags if old is not None else set()) | message.flags,
            auto_comments=message.auto_comments,
            user_comments=old.user_comments if old is not None else [],
        )
    text = _written(merged) if fresh else None
    file = catalogue_file(room)
    if text == (file.read_text(encoding="utf-8") if file.exists() else None):
        return ""
    if text is None:
        file.unlink()
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return f"{_name(room)}: {len(fresh.keys() - kept.keys())} new, {len(kept.keys() - fresh.keys())} gone"


def _written(catalogue: Catalog) -> str:
    body = BytesIO()
    write_po(body, catalogue, no_location=True, omit_header=True, width=100, ignore_obsolete=True)
    return HEADER + body.getvalue().decode().strip() + "\n"


def faults(room: Path) -> Iterator[str]:
    """What keeps a room's catalogue from being complete and right, one sentence each."""
    yield from _renamed(room)
    fresh, catalogue = by_key(extracted(room)), stored(room)
    kept = by_key(catalogue)
    for key in fresh:
        if key not in kept:
            yield f"missing: {_quoted(key)}"
    for key, message in kept.items():
        if key not in fresh:
            yield f"obsolete: {_quoted(key)}"
        else:
            yield from _faults_of(key, message, fresh[key])
    for old in catalogue.obsolete.values():
        yield f"obsolete: {_quoted((str(old.context or ''), _forms(old.id)[0]))}"


def _renamed(room: Path) -> Iterator[str]:
    """Under another name its sentences aren't found, and nobody misses their translation."""
    for file in sources(room):
        for name in RENAMED.findall(file.read_text(encoding="utf-8")) if file.suffix == ".py" else ():
            if name not in KEYWORDS:
                yield f"{file.name}: gettext is called {name} there, and its sentences are not found"


def quarrels() -> Iterator[str]:
    """Messages that rooms translate differently: Django knows one catalogue, and the room that comes first wins.

    The pure `analysis` reads its own.
    """
    said: defaultdict[Key, dict[str, str]] = defaultdict(dict)
    for room in (room for room in rooms() if room.name != "analysis"):
        for key, message in by_key(stored(room)).items():
            said[key][" / ".join(_forms(message.string))] = _name(room)
    for key, ways in said.items():
        if len(ways) > 1:
            told = ", ".join(f"“{way}” in {room}" for way, room in ways.items())
            yield f"two meanings: {_quoted(key)} is {told}; give one of them a context"


def _faults_of(key: Key, message: Message, source: Message) -> Iterator[str]:
    translations = _forms(message.string)
    if message.pluralizable != source.pluralizable:
        yield f"plural forms differ from the source: {_quoted(key)}"
    if not all(text.strip() for text in translations):
        yield f"empty: {_quoted(key)}"
    elif message.fuzzy:
        yield f"fuzzy: {_quoted(key)}"
    else:
        originals = _forms(source.id)
        for form, text in enumerate(translations):
            if not _fits(originals, form, text):
                yield f"placeholders differ: {_quoted(key)} -> “{text}”"


def _fits(originals: list[str], form: int, translation: str) -> bool:
    """Whether a translation fills the places of its source; the singular may leave the number out."""
    asked, given = placeholders(originals[min(form, len(originals) - 1)]), placeholders(translation)
    if asked == given:
        return True
    return len(originals) > 1 and form == 0 and given <= placeholders(originals[-1])


def placeholders(text: str) -> Counter[str]:
    """The places of a %-format or brace string, each with its count; `%%` is none.

    >>> sorted(placeholders("%(n)d of %s {x} 100 %%").items())
    [('%(n)d', 1), ('%s', 1), ('{x}', 1)]
    """
    found: Counter[str] = Counter()
    for match in PLACEHOLDER.finditer(text):
        name, kind, plain, brace = match.groups()
        if name:
            found[f"%({name}){kind}"] += 1
        elif plain and not match.group().startswith("% "):
            found[f"%{plain}"] += 1
        elif brace is not None:
            found[f"{{{brace}}}"] += 1
    return found


def _forms(text: object) -> list[str]:
    return [str(part or "") for part in text] if isinstance(text, tuple | list) else [str(text or "")]


def _quoted(key: Key) -> str:
    context, text = key
    return f"“{text}”" + (f" ({context})" if context else "")


def _name(room: Path) -> str:
    return room.relative_to(ROOT).as_posix()


def main(arguments: list[str]) -> int:
    """Run one of the two verbs over every room, or those named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=["update", "check"])
    parser.add_argument("room", nargs="*", help="only these, such as kernel or measures/cocoons")
    asked = parser.parse_args(arguments)
    settings.configure(USE_I18N=False)
    django.setup()
    chosen = [room for room in rooms() if not asked.room or _name(room) in asked.room]
    if asked.verb == "update":
        print("\n".join(filter(None, map(update, chosen))) or "Every catalogue is up to date.")
        return 0
    found = [f"{_name(room)}: {fault}" for room in chosen for fault in faults(room)] + list(quarrels())
    print("\n".join(found) or f"{len(chosen)} rooms, every message is translated.")
    if found:
        print("\n`python tools/messages.py update` takes new strings in and drops old ones; then fill in msgstr.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
