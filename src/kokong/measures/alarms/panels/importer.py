"""Panels from a file, as the room of imports needs them: what columns may tell, under whatever name."""

from collections.abc import Iterator
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kokong.intake.api import Doubt, Field, Importer

from . import filed, keys
from .importing import ahead, placed, says, take

CHAIN: Final = (
    ("contact", _("Contact {n}"), "kontakt {n}, kontaktperson {n}, namn {n}, contact name {n}, name {n}, "
     "contact{n}, kontakt{n}, kontaktlista {n}", "kontakt, kontaktperson, namn, name, kund, innehavare"),
    ("phone", _("Telephone of contact {n}"), "telefon {n}, mobil {n}, tel {n}, tfn {n}, kontakt {n} telefon, "
     "contact {n} phone, telefonnummer {n}, mobile {n}",
     "telefon, mobil, tel, tfn, telefonnummer, mobiltelefon, mobile, telephone, phone"),
    ("email", _("E-mail of contact {n}"), "epost {n}, e post {n}, mejl {n}, mail {n}, e mail {n}, "
     "kontakt {n} e post, contact {n} email", "epost, e post, mejl, mail, e mail, e postadress"),
    ("relation", _("Who contact {n} is"), "roll {n}, relation {n}, vem {n}, kontakt {n} roll, "
     "contact {n} relation, typ av kontakt {n}", "roll, relation, vem, typ av kontakt"),
)  # fmt: skip
"""Of those whom to call: the field, title, names with their place in the chain, and names of the first."""


def _chain() -> Iterator[Field]:
    for n in filed.CHAIN:
        for key, title, numbered, alone in CHAIN:
            words = numbered.format(n=n) + (f", {alone}" if n == 1 else "")
            yield Field(f"{key}_{n}", format_lazy(title, n=n), guesses=words)


PANELS: Final = Importer(
    name="panels",
    title=_("Import panels"),
    take=take,
    may="alarm.enrol",
    action="alarm_account.imported",
    back=("alarms:accounts", _("Homes with an alarm")),
    fields=(
        Field("account", _("Account"), required=True, tells="address", guesses="konto, kontonummer, kontonr, "
              "account number, account no, account code, objektnummer, objekt, objektsnummer, kundnummer, "
              "larmnummer, larmnr, panel id, central account, sändarnummer, överföringsnummer"),
        Field("line", _("Line number"), guesses="linje, linjenummer, linjenr, prefix, account prefix, "
              "kontoprefix, l, lpref, line, receiver line"),
        Field("receiver", _("Receiver number"), guesses="mottagare, mottagarnummer, receiver, r, rrcvr"),
        Field("address", _("Address"), tells="address", guesses="adress, gatuadress, gata, besöksadress, "
              "street, street address, objektadress, installationsadress, plats"),
        Field("number", _("House number"), tells="address", guesses="gatunummer, husnummer, gatunr, nr, "
              "house no, street number"),
        Field("apartment", _("Flat"), tells="address", guesses="lägenhet, lägenhetsnummer, lgh, lghnr, "
              "lgh nr, apartment, apartment number, flat, unit"),
        Field("postcode", _("Postcode"), tells="address", guesses="postnummer, postnr, zip, zip code"),
        Field("locality", _("Town"), guesses="postort, ort, stad, city, town, locality"),
        Field("key", _("Key"), secret=True, guesses="nyckel, krypteringsnyckel, aes, aes nyckel, aesnyckel, "
              "aes key, encryption key, cipher key, kryptering, kryptonyckel, key hex, nyckel hex"),
        Field("interval", _("Interval between life signs"), guesses="intervall, pollintervall, polling, "
              "livstecken, heartbeat, interval, poll interval, övervakning, supervision, interval s"),
        Field("transport", _("Transport"), guesses="protokoll, transport, tcp udp, tcp/udp, protocol"),
        Field("centre", _("Handled by"), guesses="larmcentral, central, hanteras av, centre, alarm centre, arc"),
        Field("plan", _("Alarm plan"), guesses="larmplan, instruktion, instruktioner, åtgärd, åtgärdsplan, "
              "anvisning, anvisningar, anteckning, anteckningar, instructions, notes"),
        Field(keys.CODE, _("Code word"), secret=True, guesses="kodord, kod, kodrutin, lösenord, lösen, "
              "code routine, password, pass phrase, code word, motkod"),
        Field("zones", _("Detectors"), guesses="detektorer, sektioner, zoner, zones, detectors, sektion"),
        Field("consent", _("The contacts have agreed to be called"), guesses="samtycke, samtycker, godkänt, "
              "medgivande, consent, agreed, samtycke datum"),
        *_chain(),
    ),
    doubts=(
        Doubt("municipality", _("Are all of these homes in this municipality?"), "kommun, kommunkod, kommunnamn"),
        Doubt("state", _("Are all of these panels in service?"), "status, aktiv, active, avslutad, uppsagd, "
              "avslutad datum, uppsagt, state, i drift"),
    ),
    ahead=ahead,
    says=says,
    places=placed,
    seals=keys.InFiles(),
    changes=_("of them were there and are changed"),
    hint=_("The account is needed, and for a new panel its key, “make one” or “none”. Contacts need the column "
            "that says they have agreed."),
    remark=_("Keys are sealed at once and never shown again. Code words are not taken over: agree each on the "
             "page of its home."),
)  # fmt: skip
"""Panels, as the room of imports needs them."""
