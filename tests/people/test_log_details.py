"""The log outlives every retention period: nothing personal is in the part of it that stays."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from django.core.cache import cache

import kokong
from kokong.kernel import said
from kokong.measures.cocoons import api as cocoons
from tests.addresses import ADDRESSES
from tests.cast import Cast
from tests.everything import CASE_NUMBER, CONTACT, build_everything

CODES: Final = {"client_id", "phone_said", "seconds", "by", "set", *said.DETAILS}
# Details that are put together elsewhere: where, and what they are.
BUILT: Final = {
    "incidents/intake.py": "the names of changed fields",
    "intake/taking.py": "counts",
    "kernel/audit.py": "handed on",
    "kernel/moves.py": "from one state to another",
    "measures/alarms/panels/accounts.py": "the names of changed fields",
    "measures/alarms/console/handling.py": "a result's code",
    "measures/cocoons/presets.py": "numbers of a setting",
    "measures/cocoons/phone/records.py": "two times and their difference",
    "ogc/views.py": "the layer and counts",
    "people/door.py": "how often, and a digest",
    "people/members.py": "a role",
    "people/staff.py": "a role",
    "places/areas/files.py": "counts",
    "places/importing/run.py": "counts",
    "risk/proposals.py": "numbers of a setting",
}
SECRETS: Final = (CASE_NUMBER, CONTACT, "Tove", "070-174", "0480-45", "Storgatan", "@", "Alva", "Bo Samordnare")


def _details() -> Iterator[tuple[str, ast.expr]]:
    """Each `detail=` of a call that writes to the log, and the file."""
    top = Path(kokong.__file__).parent
    for file in sorted(top.rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in {"audit.record", "audit.read", "_write"}:
                given = {each.arg: each.value for each in call.keywords}
                if "detail" in given:
                    yield str(file.relative_to(top)), given["detail"]


def test_every_detail_has_a_declared_name() -> None:
    strange = [
        (file, ast.unparse(key))
        for file, detail in _details()
        if isinstance(detail, ast.Dict)
        for key in detail.keys
        if key is not None and (not isinstance(key, ast.Constant) or key.value not in CODES)
    ]
    assert strange == []


def test_details_that_are_built_elsewhere_are_known() -> None:
    assert {file for file, detail in _details() if not isinstance(detail, ast.Dict)} == set(BUILT)


@pytest.mark.parametrize("who", ["officer", "coordinator", "alarm_operator"])
def test_whatever_is_done_no_line_says_anything_personal(cast: Cast, who: str) -> None:
    cache.clear()
    everything = build_everything(cast)
    with cast.acting(cast.coordinator):
        cocoons.save_contact(phone="0480-45 00 00")
    browser = cast.client(getattr(cast, who))
    for name in ADDRESSES:
        if not name.startswith(("account_", "people:", "mfa_")):
            everything.ask(browser, name)
    lines = cast.log(limit=10_000)
    assert len(lines) > 30
    said = [f"{line.action} {line.subject} {line.purpose} {line.words} {dict(line.detail)}" for line in lines]
    assert [line for line in said for secret in SECRETS if secret in line] == []


def test_each_line_that_is_written_has_words() -> None:
    known = {"action": said.ACTIONS, "subject": said.SUBJECTS}
    missing = [
        (file.name, word.arg, word.value.value)
        for file in Path(kokong.__file__).parent.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) in {"audit.record", "audit.read"}
        for word in call.keywords
        if word.arg in known and isinstance(word.value, ast.Constant)
        if word.value.value not in known[word.arg]
    ]
    assert missing == []
