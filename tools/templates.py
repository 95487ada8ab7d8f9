"""Templates in one form: Django's tags as djade writes them, and lines of at most 115 columns.

    python tools/templates.py format    write them so
    python tools/templates.py check     fail, naming each that is not

A line is broken only where a browser doesn't see it: beside the tag of a block, else where there is white space
already, between words and between attributes; never within a tag of Django's, a quoted value or a message for
translators. What can't be broken stays as long as it is.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
LONGEST: Final = 115
VERSION: Final = "5.2"
# Kept as they are, white space and all.
WHOLE: Final = re.compile(
    r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}|<(pre|textarea|script)\b.*?</\1>"
    r"|{%.*?%}|{{.*?}}|{#.*?#}",
    re.DOTALL,
)
QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
MESSAGE: Final = re.compile(
    r"({%\s*blocktranslate)\b((?:(?!%}).)*%})((?:(?!{%\s*endblocktranslate).)*)({%\s*endblocktranslate\s*%})",
    re.DOTALL,
)
SILENT: Final = re.compile(
    r"{%\s*(?:(if)\b|(elif|else)\b|(endif)\b|(?:translate|blocktranslate|include|cycle)\b(?:(?!%}).)*\sas(?:var)?\s+\w+)"
    r"(?:(?!%}).)*%}"
)
INNER: Final = re.compile(r"{%.*?%}|{{.*?}}")
BLOCK: Final = re.compile(
    r"</?(?:article|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|li|main|nav|ol|optgroup"
    r"|option|p|section|table|tbody|td|template|tfoot|th|thead|tr|ul)\b[^<>]*>"
)
TAG: Final = re.compile(r"<[a-zA-Z/!\x00][^<>]*>")


def main() -> None:
    """Read the command line."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("command", choices=["format", "check"])
    write = asked.parse_args().command == "format"
    files = sorted(ROOT.glob("src/**/templates/**/*.html"))
    sys.exit(_format(files) if write else _check(files))


def _format(files: list[Path]) -> int:
    """Until nothing changes: a broken line may put a tag where djade wants it otherwise."""
    for _turn in range(9):
        before = [file.read_bytes() for file in files]
        _djade(files)
        for file in files:
            file.write_text(shortened(file.read_text(encoding="utf-8")), encoding="utf-8")
        if before == [file.read_bytes() for file in files]:
            return 0
    print("Some templates change each time; break their long lines by hand.")
    return 1


def _check(files: list[Path]) -> int:
    long = [file for file in files if shortened(text := file.read_text(encoding="utf-8")) != text]
    for file in long:
        print(f"{file.relative_to(ROOT)}: lines of more than {LONGEST} columns; run `tools/templates.py format`")
    return max(_djade(files, "--check"), int(bool(long)))


def _djade(files: list[Path], *how: str) -> int:
    program = Path(sys.executable).with_name("djade")
    done = subprocess.run(
        [program, "--target-version", VERSION, *how, *files], capture_output=True, text=True, check=False
    )
    print("".join(line for line in done.stdout.splitlines(keepends=True) if line.startswith("Would")), end="")
    return done.returncode


def shortened(text: str) -> str:
    """A template with its long lines broken where that changes nothing."""
    text = "\n".join(MESSAGE.sub(_trimmed, line) if len(line) > LONGEST else line for line in text.split("\n"))
    spots, lines, at = _spots(text), list[str](), 0
    for line in text.split("\n"):
        lines += _broken(line, {spot - at: kind for spot, kind in spots.items() if at < spot < at + len(line)})
        at += len(line) + 1
    return "\n".join(lines)


def _trimmed(found: re.Match[str]) -> str:
    """A message whose lines are joined again where it is read; its text is the same."""
    begin, with_, body, end = found.groups()
    if " trimmed " in f"{with_} " or any(part != part.strip() for part in re.split("{% plural %}", body)):
        return found.group()
    return f"{begin} trimmed{with_}{body}{end}"


def _spots(text: str) -> dict[int, int]:
    """Where a line may be broken: 3 beside the tag of a block, 2 at white space, 1 within a message."""
    masked = list(text)
    for found in WHOLE.finditer(text):
        masked[found.start() : found.end()] = "\0" * (found.end() - found.start())
    for tag in TAG.finditer("".join(masked)):
        name = re.match(r"<[^\s>]+ ?", tag.group())
        hidden = [name] if name else []  # the first attribute stays beside its tag
        for found in [*hidden, *QUOTED.finditer(tag.group())]:
            start = tag.start() + found.start()
            masked[start : start + len(found.group())] = "\0" * len(found.group())
    spots = {at: 2 for at, each in enumerate(masked) if each == " "}
    for found in BLOCK.finditer(text):
        if masked[found.end() - 1] == ">":
            spots |= dict.fromkeys((found.start(), found.end()), 3)
    spots |= dict.fromkeys(_after_silence(text, masked, spots), 2)
    for found in MESSAGE.finditer(text):
        spots |= dict.fromkeys(_within(found), 1) if " trimmed " in f"{found[2]} " else {}
    return spots


def _after_silence(text: str, masked: list[str], spots: dict[int, int]) -> Iterator[int]:
    """Behind tags that say nothing, where white space stands before them, or before the `if` they belong to."""
    quiet, open_ifs = set[int](), list[bool]()
    for tag in SILENT.finditer(text):
        begin, end = tag.span()
        before = masked[begin - 1] if begin else "\n"
        spaced = before in {" ", "\n"} or begin in quiet or spots.get(begin) == 3
        if_, else_, endif = tag.groups()
        if endif:
            if open_ifs:
                open_ifs.pop()
            continue
        if if_:
            open_ifs.append(spaced)
        elif else_:
            spaced = bool(open_ifs and open_ifs[-1])
        if spaced:
            quiet.add(end)
            yield end


def _within(found: re.Match[str]) -> Iterator[int]:
    begin, body = found.start(3), INNER.sub(lambda tag: "\0" * len(tag.group()), found[3])
    yield from (begin + at for at, each in enumerate(body) if each == " ")
    yield from (begin, found.start(4))
    for tag in INNER.finditer(found[3]):
        yield from (begin + tag.start(), begin + tag.end()) if "plural" in tag.group() else ()


def _broken(line: str, spots: dict[int, int]) -> Iterator[str]:
    margin = len(line) - len(line.lstrip()) + 2
    while len(line) > LONGEST:
        begins = len(line) - len(line.lstrip()) + 1
        fit = [(kind, at) for at, kind in spots.items() if begins <= at <= LONGEST]
        later = [at for at in spots if at > LONGEST]
        if not fit and not later:
            break
        at = max(fit)[1] if fit else min(later)
        yield line[:at].rstrip()
        rest = line[at:].lstrip()
        moved = margin - (len(line) - len(rest))
        line, spots = " " * margin + rest, {spot + moved: kind for spot, kind in spots.items() if spot > at}
    yield line


if __name__ == "__main__":
    main()
