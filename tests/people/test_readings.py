"""Whoever reads personal or police-only data is written down: found by what functions return."""

import dataclasses
import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, Final

import pytest

import kokong
from kokong.desk import burglary as burglary_page
from kokong.desk import dwelling as dwelling_page
from kokong.incidents import api as incidents
from kokong.incidents import reading
from kokong.incidents.importing.importer import BURGLARIES
from kokong.intake import batches, whole
from kokong.intake.models import Batch
from kokong.kernel import audit, tenancy
from kokong.measures.alarms import api as alarms
from kokong.measures.alarms.calls import recording
from kokong.measures.alarms.console import page as console_page
from kokong.measures.alarms.panels import finding
from kokong.measures.alarms.values import Operator
from kokong.measures.cooperation.agreement import work as agreements
from kokong.measures.marking import reading as kits
from kokong.measures.marking.found import reading as found_property
from kokong.measures.outreach.press import listing as press_list
from kokong.measures.outreach.replies import inbox as replies
from kokong.measures.owners import contacts as owner_contacts
from kokong.measures.promises.dialogue import reading as dialogues
from kokong.measures.walks import planning as walk_planning
from kokong.measures.walks import wishes as walk_wishes
from kokong.measures.watch import api as watch
from kokong.measures.watch import models as watch_rows
from kokong.measures.watch.alerts import answering as watch_answering
from kokong.measures.watch.caring import away as watch_away
from kokong.measures.watch.caring import newcomers as watch_newcomers
from kokong.meetings import api as meetings
from kokong.meetings import attending
from kokong.people.models import Grant
from kokong.people.rights import cases as rights
from kokong.people.rights import values as rights_values
from kokong.places import api as places
from tests.cast import Cast
from tests.everything import Everything, build_everything

ROOMS: Final = (
    "people",
    "places",
    "tasks",
    "meetings",
    "field",
    "intake",
    "incidents",
    "ledger",
    "risk",
    "effect",
    "measures",
    "desk",
    "ogc",
    "flows",
)
PERSONAL: Final = {"phone", "email", "contact", "case_number", "cells", "note", "notes", "contacts"}
WHY_NOT: Final = {
    "people.values.Actor": "who acts, to themselves",
    "people.values.Person": "a colleague at work",
    "people.rights.values.Asked": "who asks what is held of them, by the address that they have proven",
    "meetings.values.Who": "whom somebody invites, on their way in; the list of guests is read with a line",
    "places.importing.source.Source": "notes about a file that is being read, not about anybody",
    "places.values.ImportReport": "likewise",
    "people.staff.Member": "a colleague at work",
    "people.invitations.Invited": "a colleague who is invited to work here",
    "people.invitations.Opened": "an invitation, to whom it was sent",
    "measures.cocoons.values.Contact": "the coordinator's own number at work, made for visitors to call",
    "incidents.importing.understanding.Told": "a row on its way in; what is kept of it is logged as written",
    "intake.files.Line": "a row of a file that its uploader has in hand",
    "measures.walks.open311.reports.Report": "what everybody reads of a finding; its address is a street",
    "field.subjects.Subject": "a kind of subject; whom visitors call is the number above",
    "measures.alarms.values.Account": "a panel; its household stands in the contacts, whose reading is logged",
    "measures.alarms.panels.pauses.Pause": "a panel or a detector in test; whoever sees it sees the panel",
    "measures.alarms.values.Step": "what operators did; written into the alarm by themselves",
    "measures.alarms.calls.recording.Told": "what somebody says, on its way in; what is kept is read with a line",
    "measures.alarms.shifts.reminding.Reminder": "what operators remind each other of; written by themselves",
    "measures.alarms.console.parts.Line": "a step in words",
    "measures.alarms.at_burglary.Heard": "an alarm's step in words",
    "measures.walks.values.Holder": "an office that is asked about its ground, by its own address",
    "measures.walks.values.Draft": "a walk on its way in; who has which part is read with a line",
    "measures.walks.reporting.values.Told": "what a fault-report system tells everybody",
    "measures.walks.reporting.values.Report": "likewise; it was given the words that everybody reads",
    "measures.walks.wishes.Asked": "what somebody says of themselves, on its way in",
    "measures.marking.values.Given": "somebody on their way in; what is kept is read with a line",
    "measures.owners.contacts.Person": "somebody on their way in; what is kept is read with a line",
    "measures.watch.values.Group": "how many look after a group; nobody is named",
    "measures.watch.reading._Counts": "likewise",
    "measures.watch.joining.Asked": "what somebody says of themselves, on its way in",
    "measures.outreach.newsletter.asking.Wish": "what somebody says of themselves, on its way in",
    "measures.watch.rosters.entries.Entry": "a row of a list on its way in; what is kept is read with a line",
    "measures.watch.values.Draft": "a person on their way in; what is kept is read with a line",
    "measures.homecheck.values.Mine": "a resident's own address, shown to whoever has it",
    "measures.homecheck.values.PlanContact": "whom a household has named, shown to that household",
    "measures.homecheck.values.PlanShown": "likewise",
    "measures.cooperation.plan.values.Plan": "what was told to the council and followed up; it names nobody",
    "measures.cooperation.picture.values.Body": "a remark on figures; nobody is named",
    "measures.homecheck.values.Handed": "on its way to an alarm's contacts, whose reading is logged",
}


IN_HAND: Final = {
    "measures.watch.lists.homes": "a function that reads when the list asks it, with a line",
    "measures.watch.lists.roster_of": "what the list is; its rows are read by the function above",
    "measures.watch.own.mine": "a member's own page; who else is away is read by `away`, with a line",
    "measures.watch.roster.value": "of a row that its caller has read, and whose reading is logged there",
    "measures.owners.contacts.values": "of rows that their caller has read, and whose reading is logged there",
    "measures.alarms.calls.lines.line": "of a call that its caller has read, and whose reading is logged there",
    "intake.understanding.understood": "of a table that its caller has read, and whose reading is logged there",
    "intake.understanding.asked": "likewise",
    "intake.explaining.explained": "likewise",
    "intake.ground.ground": "likewise",
    "incidents.importing.placing.placed": "likewise",
    "measures.alarms.panels.filed.told": "a row of a file that its uploader has in hand; what is kept is logged",
    "measures.alarms.panels.importing.placed": "likewise, and its reading is logged by the room of imports",
    "measures.watch.moving.taking_over.take_over": "of a file in hand; what is kept is read with a line",
    "intake.explaining.explain": "of a file that whoever asks has in hand; nothing of it is kept",
}


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(kokong.__path__, "kokong."):
        if found.name.split(".")[1] in ROOMS and ".migrations" not in found.name:
            yield importlib.import_module(found.name)


def _name(thing: Any) -> str:
    return f"{thing.__module__.removeprefix('kokong.')}.{thing.__qualname__}"


def _own(kind: Callable[[Any], bool]) -> Iterator[Any]:
    for module in _modules():
        yield from (it for it in vars(module).values() if kind(it) and it.__module__ == module.__name__)


def _classes() -> Iterator[type]:
    return _own(lambda it: inspect.isclass(it) and dataclasses.is_dataclass(it))


def _holds(hint: Any, seen: frozenset[Any] = frozenset()) -> bool:
    """Whether values of a type are, or have somewhere inside, what is marked."""
    if hint in audit.guarded:
        return True
    if hint in seen:
        return False
    parts = list(typing.get_args(hint))
    if inspect.isclass(hint) and dataclasses.is_dataclass(hint):
        parts += _hints(hint).values()
    return any(_holds(part, seen | {hint}) for part in parts if not isinstance(part, list))


def _hints(thing: Any) -> dict[str, Any]:
    try:
        return typing.get_type_hints(thing)
    except NameError:  # types that only the checker imports
        return {}


def _readers() -> set[str]:
    functions = _own(lambda it: inspect.isfunction(it) and not it.__name__.startswith("_"))
    return {_name(function) for function in functions if _holds(_hints(inspect.unwrap(function)).get("return"))}


def test_every_class_with_personal_fields_is_marked_or_says_why_not() -> None:
    found = {
        _name(each)
        for each in _classes()
        if {field.name for field in dataclasses.fields(each)} & PERSONAL and each not in audit.guarded
    }
    unmarked = {_name(each) for each in _classes() if _name(each) in found and not _holds(each)}
    assert unmarked == set(WHY_NOT)


def _case(got: Everything) -> int:
    return int(got.ids["burglary_id"])


def _batch(got: Everything) -> Batch:
    return Batch.objects.get(pk=got.ids["batch_id"])


def _doubtful(got: Everything) -> Batch:
    """A file whose days can be read in two ways."""
    return batches.upload(importer=BURGLARIES, content=DOUBTFUL, name="b", now=got.now)


def _rung(got: Everything) -> int:
    """The id of a home about which somebody has rung."""
    account_id = int(got.ids["account_id"])
    told = alarms.Told(who="owner", wanted="question", caller="Tove Nyckel")
    alarms.record_call(account_id=account_id, told=told, now=got.now)
    return account_id


def _told(got: Everything) -> int:
    """The id of a burglary that somebody told of on the telephone."""
    told = alarms.Told(who="neighbour", wanted="burglary", caller="Gun Granne")
    call = alarms.record_call(account_id=int(got.ids["account_id"]), told=told, now=got.now)
    alarms.link_call(call_id=call, burglary_id=_case(got), result="joined")
    return _case(got)


def _file(got: Everything) -> Batch:
    """A file whose row lies at a home."""
    return batches.upload(importer=BURGLARIES, content=FILE, name="c", now=got.now)


DOUBTFUL: Final = b"Adress;Tidigast;Senast\nStorgatan 3;05/06/2026;07/08/2026"
WHY: Final = incidents.Purpose("case")
FILE: Final = b"Adress;Tidigast;Senast\nStorgatan 3;2026-01-01;2026-01-02"
OPERATOR: Final = Operator(1, "", None, "", frozenset())
# How each function that returns what is marked is asked; one that is missing here makes the next test fail.
ASKED: Final[dict[str, tuple[str, Callable[[Everything], object]]]] = {
    "meetings.attending.walk_ins": (
        "coordinator",
        lambda got: attending.walk_ins(meeting_id=got.ids["meeting_id"]),
    ),
    "meetings.reading.guests": (
        "coordinator",
        lambda got: meetings.guests(meeting_id=got.ids["meeting_id"]),
    ),
    "incidents.reading.police_part": (
        "officer",
        lambda got: reading.police_part(burglary_id=_case(got), purpose=WHY),
    ),
    "incidents.reading.police_parts": (
        "officer",
        lambda got: reading.police_parts(burglary_ids=[_case(got)], purpose=WHY),
    ),
    "desk.burglary.page": (
        "officer",
        lambda got: burglary_page.page(burglary_id=_case(got), actor=got.cast.officer, purpose=WHY, now=got.now),
    ),
    "desk.dwelling.page": (
        "coordinator",
        lambda got: dwelling_page.page(
            dwelling_id=got.ids["dwelling_id"], actor=got.cast.coordinator, now=got.now
        ),
    ),
    "intake.batches.preview": (
        "officer",
        lambda got: batches.preview(_batch(got), _batch(got).mapping or {}, now=got.now),
    ),
    "intake.batches.on_map": (
        "officer",
        lambda got: batches.on_map(_file(got), now=got.now),
    ),
    "intake.batches.asked": (
        "officer",
        lambda got: batches.asked(doubtful := _doubtful(got), doubtful.mapping or {}),
    ),
    "intake.whole.import_file": (
        "officer",
        lambda got: whole.import_file(importer=BURGLARIES, path_or_bytes=FILE, name="a", now=got.now),
    ),
    "places.quiet.work.do_not_visit_list": ("coordinator", lambda got: places.do_not_visit_list()),
    "measures.alarms.panels.contacts.contacts": (
        "coordinator",
        lambda got: alarms.contacts(account_id=got.ids["account_id"]),
    ),
    "measures.alarms.panels.contacts.add_contact": (
        "coordinator",
        lambda got: alarms.add_contact(
            account_id=got.ids["account_id"], name="A", phone="1", what="owner", consent=True, now=got.now
        ),
    ),
    "measures.alarms.panels.contacts.change_contact": (
        "coordinator",
        lambda got: alarms.change_contact(
            contact_id=got.ids["contact_id"], name="A", phone="1", email="", what="owner"
        ),
    ),
    "measures.alarms.panels.finding.find": (
        "coordinator",
        lambda got: finding.find(wanted=finding.Wanted(got.now, "tove"))[:50],
    ),
    "measures.alarms.calls.recording.calls": (
        "alarm_operator",
        lambda got: recording.calls(account_id=_rung(got)),
    ),
    "measures.alarms.calls.recording.calls_of_burglary": (
        "officer",
        lambda got: alarms.calls_of_burglary(burglary_id=_told(got)),
    ),
    "measures.walks.planning.parts": (
        "coordinator",
        lambda got: walk_planning.parts(walk_id=got.ids["walk_id"]),
    ),
    "measures.walks.wishes.waiting": ("coordinator", lambda got: walk_wishes.waiting()),
    "measures.walks.wishes.one": ("coordinator", lambda got: walk_wishes.one(wish_id=got.ids["wish_id"])),
    "measures.outreach.press.listing.offices": ("coordinator", lambda got: press_list.offices()),
    "measures.marking.found.reading.finds": ("officer", lambda got: found_property.finds()),
    "measures.marking.found.reading.find": (
        "officer",
        lambda got: found_property.find(find_id=got.ids["find_id"]),
    ),
    "measures.cooperation.agreement.work.sharings": (
        "coordinator",
        lambda got: agreements.sharings(now=got.now),
    ),
    "measures.promises.dialogue.reading.said": (
        "coordinator",
        lambda got: dialogues.said(dialogue_id=got.ids["dialogue_id"]),
    ),
    "measures.marking.reading.borrower": (
        "coordinator",
        lambda got: kits.borrower(handing_id=got.ids["handing_id"]),
    ),
    "measures.owners.contacts.of_owner": (
        "coordinator",
        lambda got: owner_contacts.of_owner(owner_id=got.ids["owner_id"]),
    ),
    "measures.owners.contacts.contact": (
        "coordinator",
        lambda got: owner_contacts.contact(contact_id=got.ids["person_id"]),
    ),
    "people.rights.cases.own": (
        "coordinator",
        lambda got: rights.own(asked=rights_values.Asked(got.cast.coordinator.email)),
    ),
    "people.rights.cases.cases": ("coordinator", lambda _got: rights.cases()),
    "people.rights.cases.case": ("coordinator", lambda got: rights.case(rights_id=got.ids["rights_id"])),
    "measures.outreach.replies.inbox.replies": ("coordinator", lambda got: replies.replies()),
    "measures.outreach.replies.inbox.reply": (
        "coordinator",
        lambda got: replies.reply(reply_id=got.ids["written_id"]),
    ),
    "measures.watch.roster.roster": ("coordinator", lambda got: watch.roster(group_id=got.ids["group_id"])),
    "measures.watch.caring.newcomers.newcomers": (
        "coordinator",
        lambda got: watch_newcomers.newcomers(group_id=_newcomer(got)),
    ),
    "measures.watch.caring.away.away": (
        "contact_person",
        lambda got: watch_away.away(group_id=_mine(got), now=got.now),
    ),
    "measures.watch.alerts.answering.replies": (
        "officer",
        lambda got: watch_answering.replies(alert_id=got.ids["alert_id"]),
    ),
    "measures.watch.roster.home": (
        "coordinator",
        lambda got: watch.home(group_id=got.ids["group_id"], dwelling_id=got.ids["dwelling_id"]),
    ),
    "measures.alarms.console.page.page": (
        "alarm_operator",
        lambda got: console_page.page(alarm_id=got.ids["alarm_id"], operator=OPERATOR, now=got.now),
    ),
}


def _mine(got: Everything) -> int:
    """The group, looked after again by the cast's contact person."""
    group_id = int(got.ids["group_id"])
    Grant.objects.filter(subject="watch_group", subject_id=group_id).update(ended=None)
    return group_id


def _newcomer(got: Everything) -> int:
    """The group's member is one who joined on the public page."""
    watch_rows.Member.objects.update(source="page")
    return int(got.ids["group_id"])


@pytest.fixture
def everything(cast: Cast) -> Everything:
    """One of each thing."""
    return build_everything(cast)


def _lines(cast: Cast) -> int:
    with tenancy.scope(municipality_id=cast.home.pk):
        return len(audit.entries(limit=1000))


def test_every_function_that_returns_what_is_marked_is_known() -> None:
    assert _readers() == set(ASKED) | set(IN_HAND)


@pytest.mark.parametrize("name", sorted(ASKED))
def test_a_function_that_returns_what_is_marked_logs_it(everything: Everything, name: str) -> None:
    who, ask = ASKED[name]
    before = _lines(everything.cast)
    with everything.cast.acting(getattr(everything.cast, who)):
        assert ask(everything)
    assert _lines(everything.cast) > before
