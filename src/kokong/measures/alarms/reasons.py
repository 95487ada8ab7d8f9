"""What is wrong, by the panel's code: SIA DC-03's two letters, or Contact ID's three digits without its qualifier.

Only of what is called by a word that says too little, such as trouble; a code without a line here is said by the
protocol's own name.
"""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokong import dc09
from kokong.dc09 import Kind

VAGUE: Final = frozenset({Kind.TROUBLE, Kind.COMMUNICATION, Kind.TECHNICAL})
"""Kinds that are said with their reason."""

_WORDS: Final[tuple[tuple[str, str | Promise], ...]] = (
    ("AT 301 314", _("mains failure")),
    ("YT 302 309", _("low battery in the panel")),
    ("YM 311", _("battery missing or dead")),
    ("YP YI 312 337 342", _("power supply fault")),
    ("XT 338 384", _("low battery in a detector")),
    ("BZ UY FY FZ 147 381 382", _("a detector is not heard from")),
    ("BT BS UT US 156 380 389 391", _("detector fault")),
    ("FT FS FW KT KS ST SS 200 373", _("fire detector fault")),
    ("GT GS WT WS ZT ZS", _("gas, water or frost detector fault")),
    ("HT HS PT PS MT MS QT QS 375 376", _("fault in a panic or emergency button")),
    ("AS BD 377 378 385 386 387 388 392 393 394", _("a detector needs to be looked after")),
    ("XQ 344", _("radio interference, perhaps jamming")),
    ("XL", _("weak radio signal")),
    ("ET EM EX 143 330 333 334 339 343", _("fault in an expansion module")),
    ("141 142 331 332 370 371 372", _("broken or shorted wiring")),
    ("310", _("ground fault")),
    ("YA 320 321 322 326 327", _("siren fault")),
    ("323 324 325 OU", _("fault in an output")),
    ("YF YU 303 304 307", _("fault in the panel’s memory or self-test")),
    ("YW 308", _("the panel stopped or restarted")),
    ("YX IA 300 315", _("the panel asks for service")),
    ("XX", _("the test report did not come")),
    ("345", _("encryption was switched off or on")),
    ("VO VT VZ 335 336", _("printer fault")),
    ("YC YS 350 354 356", _("the panel does not reach the receiver")),
    ("LT 351 352", _("telephone line fault")),
    ("NT NC 554 555", _("network fault")),
    ("353 355 357", _("radio transmitter fault")),
    ("551 552", _("the panel’s transmitter is switched off")),
    ("YD RT", _("fault on the way to the receiver")),
    ("WA 154", _("water leak")),
    ("ZA 159", _("frost or low temperature")),
    ("153 158", _("heating or temperature")),
)
REASONS: Final[dict[str, str | Promise]] = {code: said for codes, said in _WORDS for code in codes.split()}


def reason(code: str, kind: str) -> str:
    """What is wrong, by an event's code as it is kept ("AT", "1301"); "" where its kind says all, or nobody knows.

    Of a restore (`kind` is what it ends) it is what has been wrong.
    """
    if kind not in VAGUE:
        return ""
    names = [_bare(code), *sorted(map(_bare, dc09.ends(code)))]
    found = next((REASONS[one] for one in names if one in REASONS), "")
    return str(found or _label(code))


def _bare(code: str) -> str:
    """Without the qualifier of Contact ID."""
    return code[1:] if code[:1].isdigit() else code


def _label(code: str) -> str:
    meaning = dc09.contact_id_meaning(code[:1], code[1:]) if code[:1].isdigit() else dc09.sia_meaning(code)
    return meaning.label
