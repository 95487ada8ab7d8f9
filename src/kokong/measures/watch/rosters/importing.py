"""Rosters as the room of imports needs them: what columns may tell, and which are never passed over in silence."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.intake.api import Doubt, Field, Importer

from .taking import take

FIELDS: Final = (
    Field("group", _("Group"), guesses="grupp, gruppnamn, grannsamverkansgrupp, samverkansområde, område"),
    Field("address", _("Address"), required=True, tells="address", guesses="adress, gatuadress, bostad, home"),
    Field("number", _("House number"), tells="address", guesses="nr, gatunummer, husnummer, gatunr"),
    Field("apartment", _("Flat"), tells="address", guesses="lägenhet, lägenhetsnummer, lgh, lghnr"),
    Field("postcode", _("Postcode"), tells="address", guesses="postnummer, postnr"),
    Field("locality", _("Town"), guesses="postort, ort"),
    Field("answer", _("Answer"), guesses="svar, status, deltar, med, medlem, joined"),
    Field("since", _("Since"), tells="time", guesses="sedan, gick med, datum, inträde, medlem sedan, joined on"),
    Field("name", _("Name"), guesses="namn, för och efternamn, medlemmens namn, boende, kontakt"),
    Field("email", _("E-mail address"), guesses="e post, epost, e postadress, mejl, mail, email"),
    Field("phone", _("Telephone number"), guesses="telefon, telefonnummer, mobil, mobiltelefon, tel, tfn, phone"),
    Field("role", _("Task in the group"), guesses="uppgift, roll, uppdrag, kontaktombud, ombud, contact person"),
    Field("agrees_email", _("Agrees to e-mail"), tells="time", guesses="samtycker till e post, samtycke e post"),
    Field("agrees_sms", _("Agrees to text messages"), tells="time", guesses="samtycker till sms, samtycke sms"),
    Field("agrees_shown", _("Agrees to be shown to neighbours"), tells="time",
          guesses="samtycker till att visas, samtycke lista, får visas"),
    Field("decals", pgettext_lazy("roster", "Decals"), tells="time", guesses="dekaler, dekal, dekaler utdelade"),
    Field("municipality", pgettext_lazy("roster", "Municipality"), guesses="kommun, kommunnamn, kommunkod"),
    Field("protected", _("Protected details"), guesses="skyddad, skyddade personuppgifter, skyddad identitet, "
          "sekretess, sekretessmarkering, skyddad folkbokföring"),
)  # fmt: skip
ROSTERS: Final = Importer(
    name="watch-rosters",
    title=_("Import rosters of watch groups"),
    take=take,
    may="watch.do",
    action="watch.rosters_imported",
    back=("watch:rosters", pgettext_lazy("of watch groups", "Rosters")),
    fields=FIELDS,
    doubts=(
        Doubt("ended", _("Do all of these people live there and belong to the group still?"),
              "utträde, utträdesdatum, utträdd, avslutad, avslutat, slutat, avflyttad, flyttat, flyttade ut, "
              "avliden, gick ur, ended, moved, left on"),
        Doubt("consent", _("What did they agree to? A list makes nobody consent: they are asked by letter."),
              "samtycke, samtycker, gdpr, godkännande, godkänner, consent, agrees"),
    ),
    remark=_(
        "Homes that decline are kept without names. Nobody on a list has agreed to anything by it: the letter "
        "that you can send afterwards asks them."
    ),
)  # fmt: skip
