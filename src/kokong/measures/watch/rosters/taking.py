"""A row of a roster taken in: never against what is known here, and never as anybody's consent."""

from datetime import date, datetime, time

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.intake.api import Already, CellProblem, Row, Taken
from kokong.kernel import audit
from kokong.kernel.events import emit
from kokong.places import api as places
from kokong.tables import fold, nearest

from .. import models as rows
from .. import reading, roster, rules
from ..events import DecalsGiven
from . import cells
from .entries import Entry, entry


def take(row: Row, *, now: datetime) -> Taken:
    """A person of a home, or what a home answered; who or what is there already is left as it is."""
    said = entry(row, now=now)
    home = _home(said)
    group = _group(said, home)
    roster.open_group(group.pk)
    roster.inside(group.pk, home.id)
    at = _noon(said.since, now)
    made = _person(said, group, home, at) if said.name else _answer(said, group, home, at)
    if said.decals is not None and said.answer == "joined":
        _decals(group, home, said.decals)
    return Taken(made, _("Taken without names: the home is not in the group.") if said.bare else "")


def _home(said: Entry) -> places.Dwelling:
    try:
        return places.find_address(text=said.address)
    except places.AddressRefused as error:
        if cells.is_name(said.address):
            told = _("“%(said)s” stands for an address, and looks like a name: no home has it.")
            raise CellProblem(told % {"said": said.address}) from error
        raise


def _group(said: Entry, home: places.Dwelling) -> rows.Group:
    """The group that the row names, or the one in whose area the home lies."""
    if not said.group:
        return _at(home)
    named = [each for each in rows.Group.objects.all() if fold(each.name) == fold(said.group)]
    open_ = [each for each in named if each.state in rules.GOES_ON]
    if len(open_) == 1:
        return open_[0]
    if open_:
        raise CellProblem(_("Several groups are called “%(name)s”: rename one.") % {"name": said.group})
    if named:
        raise CellProblem(_("The group “%(name)s” is closed.") % {"name": said.group})
    raise CellProblem(_unknown(said.group))


def _unknown(name: str) -> str:
    known = rows.Group.objects.filter(state__in=rules.GOES_ON).values_list("name", flat=True)
    near = nearest(name, known)
    text = _("There is no group called “%(name)s”.") % {"name": name}
    return f"{text} {_('Do you mean “%(name)s”?') % {'name': near}}" if near else text


def _at(home: places.Dwelling) -> rows.Group:
    found = reading.groups_at(dwelling_id=home.id)
    if len(found) != 1:
        told = _("The home lies in several groups.") if found else _("The home lies in no group.")
        raise CellProblem(f"{told} {_('Name the group in a column of its own.')}")
    return rows.Group.objects.get(pk=found[0].id)


def _person(said: Entry, group: rows.Group, home: places.Dwelling, at: datetime) -> int:
    _not_twice(said, group, home)
    _not_elsewhere(said, group, home)
    _not_older(said, group, home, at)
    asked = rows.Household.objects.filter(group=group, dwelling_id=home.id, state="joined").exists()
    if not asked:
        roster.answer(group_id=group.pk, dwelling_id=home.id, state="joined", now=at)
    made = rows.Member.objects.create(
        group=group, dwelling_id=home.id, name=said.name, email=said.email, phone=said.phone, role=said.role,
        source="list", claimed=said.claims, asked=at, joined=at,
    )  # fmt: skip
    audit.record(
        action="watch.person_added", subject="watch_member", subject_id=made.pk, detail={"role": said.role}
    )
    return made.pk


def _not_twice(said: Entry, group: rows.Group, home: places.Dwelling) -> None:
    """Raises Already for somebody who is in the group, and CellProblem where the list says otherwise of them."""
    here = rows.Member.objects.filter(group=group, left=None)
    theirs = here.filter(email__iexact=said.email).first() if said.email else None
    if theirs is not None and theirs.joined is None:
        raise CellProblem(_("Somebody of that e-mail address has asked to join, and has a link to accept."))
    if theirs is not None and (theirs.dwelling_id, True) != (home.id, cells.same_name(theirs.name, said.name)):
        raise CellProblem(_("Somebody else in the group has that e-mail address."))
    known = theirs or _called(said, here.filter(dwelling_id=home.id, joined__isnull=False))
    if known is None:
        return
    same = (known.email, known.phone, known.role) == (said.email, said.phone, said.role)
    told = _("Is in the group already.")
    other = _("Is in the group already, with other details: a list changes nobody who is there.")
    raise Already(told if same else other, subject_id=known.pk)


def _not_elsewhere(said: Entry, group: rows.Group, home: places.Dwelling) -> None:
    """Raises CellProblem for a member of another group."""
    others = rows.Member.objects.filter(left=None, joined__isnull=False).exclude(group=group)
    theirs = others.filter(email__iexact=said.email).first() if said.email else None
    known = theirs or _called(said, others.filter(dwelling_id=home.id))
    if known is not None and known.group is not None:
        told = {"other": known.group.name, "name": group.name}
        raise CellProblem(
            _(
                "Is in the group “%(other)s” already, and the list says “%(name)s”. Leave the row out, or let "
                "them leave the other first."
            )
            % told
        )


def _called(said: Entry, among: QuerySet[rows.Member]) -> rows.Member | None:
    return next((each for each in among if cells.same_name(each.name, said.name)), None)


def _not_older(said: Entry, group: rows.Group, home: places.Dwelling, at: datetime) -> None:
    """Raises CellProblem where the home, or somebody of it, has left or declined since."""
    told = rows.Household.objects.filter(group=group, dwelling_id=home.id).exclude(state="joined").first()
    left = rows.Member.objects.filter(group=group, dwelling_id=home.id, left__isnull=False).order_by("left").last()
    since = [each.since for each in [told] if each] + [each.left for each in [left] if each and each.left]
    after = max(since, default=None)
    if after is not None and (said.since is None or at < after):
        day = timezone.localdate(after).isoformat()
        raise CellProblem(
            _("The home declined, or somebody of it left, on %(day)s. Write on its page who is in now.")
            % {"day": day}
        )


def _answer(said: Entry, group: rows.Group, home: places.Dwelling, at: datetime) -> int:
    known = rows.Household.objects.filter(group=group, dwelling_id=home.id).first()
    if known is not None and known.state == said.answer:
        raise Already(_("That stands on the roster already."), subject_id=known.pk)
    people = rows.Member.objects.filter(group=group, dwelling_id=home.id, left=None, joined__isnull=False)
    if said.answer != "joined" and people.exists():
        raise CellProblem(_("People of the home are in the group. Write on its page that it has left."))
    if known is not None and (said.since is None or at < known.since):
        day = timezone.localdate(known.since).isoformat()
        raise CellProblem(_("The home has answered otherwise on %(day)s.") % {"day": day})
    return roster.answer(group_id=group.pk, dwelling_id=home.id, state=said.answer, now=at)


def _decals(group: rows.Group, home: places.Dwelling, on: date) -> None:
    """On the first row that tells of them."""
    found = rows.Household.objects.filter(group=group, dwelling_id=home.id, decals=None).first()
    if found is None:
        return
    rows.Household.objects.filter(pk=found.pk).update(decals=on)
    audit.record(action="watch.decals_given", subject="watch_household", subject_id=found.pk)
    emit(DecalsGiven(household_id=found.pk))


def _noon(day: date | None, now: datetime) -> datetime:
    """A day's noon, at most now; now where the list tells none."""
    return now if day is None else min(now, timezone.make_aware(datetime.combine(day, time(12))))
