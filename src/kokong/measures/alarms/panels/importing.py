"""Panels from a file: enrolled, or changed where they are enrolled already; each row wholly or not at all."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from kokong import dc09
from kokong.intake.api import Already, CellProblem, Placed, Row, Taken
from kokong.kernel.fields import Point
from kokong.places import api as places
from kokong.tables import fold

from .. import models as rows
from .. import words
from ..values import Account
from . import accounts, contacts, filed, keys, prefixes


def ahead(rows: Sequence[Row]) -> Mapping[int, places.Named]:
    """What the addresses of many rows name, in a few queries."""
    texts = {row.line: filed.home(row) for row in rows}
    asked = {line: text for line, text in texts.items() if text}
    return dict(zip(asked, places.addresses_found(texts=list(asked.values())), strict=True))


def take(row: Row, *, now: datetime) -> Taken:
    """Enrol the panel of a row, or change what it says anew of one that is enrolled."""
    panel = filed.told(row)
    known = _known(panel)
    home = _home(row, panel)
    return _enrolled(row, panel, home, now=now) if known is None else _changed(row, panel, known, home, now=now)


def _known(panel: filed.Panel) -> rows.Account | None:
    numbers = dc09.context(panel.account, panel.receiver, panel.line or "0")
    lines = {"0", prefixes.own()} if numbers.line in {"0", prefixes.own()} else {numbers.line}
    found = rows.Account.objects.select_for_update().filter(
        account=numbers.account, receiver=numbers.receiver, line__in=lines, retired=None
    )
    return found.first()


def _home(row: Row, panel: filed.Panel) -> dict[str, Any]:
    """Where it is, as `api.enrol` takes it; nothing where the row says nothing. Raises AddressRefused."""
    if not panel.home:
        return {}
    named = row.ahead if isinstance(row.ahead, places.Named) else None
    if named is not None and named.sure and not panel.flat:
        return {"dwelling_id": named.homes[0].id}
    if not places.count():
        return {"address": panel.home}
    return {"dwelling_id": places.home_told(text=panel.home).id}


def _enrolled(row: Row, panel: filed.Panel, home: dict[str, Any], *, now: datetime) -> Taken:
    key = _key(panel)
    given: dict[str, Any] = {**panel.settings, **_centre(row), **home}
    made = accounts.enrol(
        account=panel.account, receiver=panel.receiver, line=panel.line, key=key,
        plan={"text": panel.text, "zones": panel.zones}, **given, now=now,
    )  # fmt: skip
    for one in panel.contacts:
        _add(made.id, panel, one, now=now)
    return Taken(made.id, _("Kokong made its key.") if isinstance(key, keys.SealedKey) and key.made else "")


def _key(panel: filed.Panel) -> keys.NewKey | keys.SealedKey:
    if panel.key == "":
        raise CellProblem(
            _("Say the panel's key, “make one” or “none”. Without one anybody can forge what the panel says.")
        )
    return panel.key if isinstance(panel.key, keys.SealedKey) else keys.NO_KEY


def _changed(row: Row, panel: filed.Panel, known: rows.Account, home: dict[str, Any], *, now: datetime) -> Taken:
    """Change what the row says otherwise. Raises Already where that is nothing."""
    changes = {
        name: value
        for name, value in {**panel.settings, **_centre(row), **_plan(panel, known), **home}.items()
        if getattr(known, name) != value
    }
    changes.pop("address", None)  # of a home that is no dwelling here, as it was written when it was enrolled
    if isinstance(panel.key, keys.SealedKey) and _replaces(panel.key, known):
        changes["key"] = panel.key
    if panel.key == keys.NONE and known.key_sealed is not None:
        raise CellProblem(_("The panel has a key. Take it away on the panel's own page if that is meant."))
    if changes:
        accounts.change(account_id=known.pk, **changes)
    said = [str(words.FIELDS[name]) for name in changes]
    said += [each for one in panel.contacts if (each := _call(known.pk, panel, one, now=now))]
    if not said:
        raise Already(_("The panel is enrolled, and the row says nothing new."), subject_id=known.pk)
    return Taken(known.pk, _("Changed: %(what)s.") % {"what": ", ".join(said)}, changed=True)


def _replaces(key: keys.SealedKey, known: rows.Account) -> bool:
    """Whether a key is another one than the panel has; one that Kokong makes is for a panel that has none."""
    return known.key_sealed is None if key.made else key.mark != known.key_mark


def _plan(panel: filed.Panel, known: rows.Account) -> dict[str, Any]:
    """The plan with what the row says: its text in the place of the other, detectors beside those it has."""
    as_is = {"text": known.plan.get("text", ""), "zones": list(known.plan.get("zones", ()))}
    fresh = {(zone["zone"].upper().lstrip("0") or "0"): zone["name"] for zone in panel.zones}
    zones = [{**zone, "name": fresh.pop(zone["zone"], "") or zone.get("name", "")} for zone in as_is["zones"]]
    zones += [{"zone": number, "name": name, "outdoor": False} for number, name in fresh.items()]
    plan = {"text": panel.text or as_is["text"], "zones": zones}
    return {} if plan == as_is else {"plan": plan}


def _centre(row: Row) -> dict[str, int]:
    said = row.text("centre")
    if not said:
        return {}
    known = {fold(name): number for number, name in accounts.centres()}
    if fold(said) not in known:
        raise CellProblem(_("There is no alarm centre called “%(name)s” here.") % {"name": said[:60]})
    return {"centre_id": known[fold(said)]}


def _call(account_id: int, panel: filed.Panel, one: filed.Told, *, now: datetime) -> str:
    """Put somebody into the chain, or correct them; what was done, in words, "" for nothing."""
    chain = rows.Contact.objects.filter(account_id=account_id)
    same = next((each for each in chain if fold(each.name) == fold(one.name)), None)
    if same is None:
        _add(account_id, panel, one, now=now)
        return _("a contact more")
    phone, email = one.phone or same.phone, one.email or same.email
    if (phone, email, one.what) == (same.phone, same.email, same.what):
        return ""
    contacts.change_contact(contact_id=same.pk, name=same.name, phone=phone, email=email, what=one.what)
    return _("a contact corrected")


def _add(account_id: int, panel: filed.Panel, one: filed.Told, *, now: datetime) -> None:
    contacts.add_contact(account_id=account_id, **vars(one), consent=panel.agreed, now=now)


def placed(rows: Sequence[Row], *, now: datetime) -> list[Placed]:  # noqa: ARG001 - as importers are asked
    """The homes that rows mean or may mean; of each that means none, why."""
    named = ahead(rows)
    return [spot for row in rows for spot in _spots(row, named.get(row.line))]


def _spots(row: Row, named: places.Named | None) -> list[Placed]:
    text = filed.home(row)
    if named is None:
        return [
            Placed(row.line, "asked", "", _("The row has no address: no draft is written for the police."), None)
        ]
    if not named.homes:
        return [Placed(row.line, "asked", text, _("No home here has the address."), None)]
    if named.sure:
        (home,) = named.homes
        return [Placed(row.line, "matched", home.full_address, "", Point(home.x, home.y))]
    why = _("“%(address)s” may be this home.") % {"address": text}
    return [Placed(row.line, "asked", home.full_address, why, Point(home.x, home.y)) for home in named.homes]


def says(account_id: int) -> str:
    """What a row would become, in words."""
    one: Account = accounts.account(account_id=account_id)
    key = _("with a key") if one.keyed else _("without a key")
    return _("account %(number)s, %(home)s, %(key)s") % {
        "number": one.number, "home": one.address or _("no home"), "key": key,
    }  # fmt: skip
