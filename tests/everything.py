"""One of each thing that has an id, in the cast's municipality, and a browser that can ask about all of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID, uuid4

from django.test import Client
from django.test.client import MULTIPART_CONTENT
from django.urls import reverse
from django.utils import timezone

from kokong.incidents import api as incidents
from kokong.incidents.importing.importer import BURGLARIES
from kokong.intake import api as imports
from kokong.intake.addresses import work as address_files
from kokong.measures.cocoons import api as cocoons
from kokong.measures.marking import api as marking
from kokong.measures.marking import models as kit_rows
from kokong.measures.marking.found import work as finding
from kokong.measures.marking.found.rules import Seen
from kokong.measures.outreach import api as outreach
from kokong.measures.outreach import models as campaign_rows
from kokong.measures.outreach.press import listing as press_list
from kokong.measures.owners import api as owners
from kokong.measures.owners import models as owner_rows
from kokong.measures.promises import api as promises
from kokong.measures.promises.dialogue import work as dialogues
from kokong.measures.promises.dialogue.values import Answer as Answered
from kokong.measures.promises.dialogue.values import Draft as Asked
from kokong.measures.signs import api as signs
from kokong.measures.signs import phone as signs_phone
from kokong.measures.signs import proving as signs_proving
from kokong.measures.signs.siting import Question
from kokong.measures.walks import api as walks
from kokong.measures.walks import models as walk_rows
from kokong.measures.watch import api as watch
from kokong.measures.watch.caring import away, questions
from kokong.measures.watch.caring import notes as watch_notes
from kokong.measures.watch.models import AlertReply
from kokong.meetings import api as meetings
from kokong.meetings import feeds as meeting_feeds
from kokong.meetings import gathering, speaking
from kokong.meetings import links as meeting_links
from kokong.meetings import models as meeting_rows
from kokong.people import api as people
from kokong.people import invitation_links, invitations, tokens
from kokong.people.api import Actor
from kokong.people.models import Grant, Invitation
from kokong.people.rights import cases as rights
from kokong.people.rights import values as rights_values
from kokong.pictures import api as pictures
from kokong.pictures import models as picture_rows
from kokong.pictures import subjects as picture_subjects
from kokong.places import api as places
from kokong.places.models import AreaFile
from kokong.public import api as public
from kokong.public.models import Report
from kokong.risk.models import Proposal, Run
from kokong.sending import unsubscribing
from kokong.sending.models import Mailing, Message, PushDevice
from kokong.tasks import api as tasks
from kokong.texts import api as texts
from tests import alarmed, steered
from tests.addresses import ADDRESSES, patterns
from tests.cast import Cast
from tests.places.town import add_row_of_houses

NEXT_SIGN = Question(kind="watch", signs=1, weight="homes", within_m=200)
CASE_NUMBER: Final = "5000-K4711-26"
CONTACT: Final = "Sonja Målsägande"
JPEG: Final = b"\xff\xd8\xff\xdb"

# Who sees a home sees its pictures. Known to the pages alone, since no measure has declared it with a period.
picture_subjects._SUBJECTS["home"] = pictures.Subject(
    kind="home", may_see=lambda _actor, home: home in places.dwellings(ids={home}), may_change=lambda *_: True,
    said=lambda home: f"Home {home}", page=lambda _home: "/", days=30, purpose="A test's.",
)  # fmt: skip


@dataclass(frozen=True)
class Everything:
    """One of each thing that has an id, all of them the cast's own."""

    cast: Cast
    ids: dict[str, Any]
    now: datetime

    def url(self, name: str, **others: Any) -> str:
        """The address of a pattern, filled with the ids of what there is."""
        parts = patterns()[name]
        numbers = {"field:walks": "walk_id", "field:checks": "check_id", "field:home-checks": "together_id"}
        known = next((id_ for start, id_ in numbers.items() if name.startswith(start)), None)
        own = {"number": self.ids[known]} if known else {}
        return reverse(name, kwargs={part: (self.ids | own | others)[part] for part in parts})

    def ask(self, browser: Client, name: str, **others: Any) -> Any:
        """Ask an address as it is meant to be asked."""
        address, url = ADDRESSES[name], self.url(name, **others)
        if address.method == "GET":
            return browser.get(url)
        sheet = name.startswith("api:") or name == "field:outbox"
        ask = {"POST": browser.post, "PUT": browser.put}[address.method]
        return ask(url, dict(address.body or {}), content_type="application/json" if sheet else MULTIPART_CONTENT)

    def statuses(self, browser: Client, names: list[str]) -> dict[str, int]:
        """What each answers."""
        return {name: self.ask(browser, name).status_code for name in names}


def build_everything(cast: Cast, *, account: str = "1234") -> Everything:
    """Write it to the database: a confirmed burglary with its police part, a cocoon, a round, a list, a file."""
    now = timezone.now()
    with cast.acting(cast.coordinator):
        homes = add_row_of_houses(12)
        area = places.make_area(
            name="Malmen",
            kind="street",
            shape=places.area_of_streets(street_ids=[homes[0].street_id or 0]),
            now=now,
        )
        area_file = AreaFile.objects.create(at=now, name="deso.gpkg", source="DeSO", found=[])
        addresses = address_files.upload(
            content=b"Gata;Nummer;E;N\nStorgatan;1;584000;6280000", name="adresser.csv", now=now
        )
        quiet = places.add_do_not_visit(dwelling_id=homes[10].pk, reason="asked", expires=None, now=now)
    with cast.acting(cast.officer):
        burglary = incidents.report(
            dwelling_id=homes[4].pk, earliest=now - timedelta(hours=9), latest=now - timedelta(hours=6),
            case_number=CASE_NUMBER, contact=CONTACT, source="form", now=now,
        )  # fmt: skip
        incidents.confirm(burglary_id=burglary.id, now=now)
        file = f"Adress;När;Ärendenummer\nStorgatan 3;2025-01-01;{CASE_NUMBER}".encode()
        batch = imports.upload(importer=BURGLARIES, content=file, name="inbrott.csv", now=now)
    with cast.acting(cast.coordinator):
        cocoon = cocoons.open_for(burglary_id=burglary.id, dwelling_id=homes[4].pk, dwelling_kind="house", now=now)
        walked = cocoons.create_round(
            cocoon_id=cocoon.id, visitor_ids=(cast.visitor.user_id,), title="Kvällsrundan", now=now
        )
        door_id = cocoons.doors(cocoon_id=cocoon.id)[0].id
        token, _secret = tokens.make(actor=cast.coordinator, name="QGIS", expires=now + timedelta(days=9), now=now)
        grant_id = Grant.objects.filter(membership__user_id=cast.coordinator.user_id)[0].pk
        invitation_id = invitations.invite(
            actor=cast.coordinator, email="ny@9901.example", name="Nils Ny", roles=("visitor",), now=now
        )
        secret = invitation_links.secret_of(Invitation.objects.get(pk=invitation_id))
        run = Run.objects.create(
            kind="near_repeat", seed=1, state="failed", asked=now, problem={"code": "stopped", "attempts": 3}
        )
        proposed = Proposal.objects.create(
            run=run, radius_m=150, watch_days=21, ranking="distance", evidence={}, made=now
        )
    with cast.acting(cast.coordinator):
        evaluation_id, lot_id = steered.evaluation(area.area_id, now=now), steered.lot(area.area_id, now=now)
        dataset_id = steered.dataset(now=now)
        task_id = tasks.open_task(kind="wish.sign", source="test", source_id="1", dwelling_id=homes[4].pk, now=now)
        sign_id, siting_id = _sign(homes[4], now=now), signs_proving.ask(asked=NEXT_SIGN, now=now)
        group_id, member_id = _group(area.area_id, homes[4].pk, now=now)
        walk_id, finding_id, holder_id, wish_id = _walk(homes[2], cast.coordinator, now=now)
        alert_id, reply_id = _watch_alert(group_id, member_id, now=now)
        owned = _owner(burglary.id, now=now)
        kits = _kits(area.area_id, now=now)
        promised = _promise(now=now) | steered.action_plan(cast.coordinator.user_id, now=now)
        promised |= steered.rhythm(cast.coordinator, now=now)
        public.publish(name="signs", user_id=cast.coordinator.user_id, now=now)
        public.publish(name="news", user_id=cast.coordinator.user_id, now=now)
        public.publish(name="home-check", user_id=cast.coordinator.user_id, now=now)
        report_id = Report.objects.create(key=uuid4(), at=now, said="Kartan syns inte.").pk
    kits |= _found(cast, now=now)
    cared = _cared(cast, group_id, homes[4].pk, now=now)
    picture_id = _picture(cast, homes[4].pk, now=now)
    text_id, own_id = _text(cast, now=now), _own_text(cast, now=now)
    meeting = _meeting(cast, now=now)
    campaign_id = _campaign(cast, now=now)
    written_id = _written(cast, campaign_id, now=now)
    with cast.acting(cast.coordinator):
        office_id = press_list.add(outlet="Havsviks Tidning", email="redaktionen@tidning.example", now=now)
    with cast.acting(cast.coordinator):
        message_id, device_id = _message(cast, now=now)
        mailing_id = Mailing.objects.create(
            kind="test.alert", subject="test", subject_id=1, title="Tips", made=now, expanded=now, state="paused"
        ).pk
        leave = unsubscribing.url(address="someone@hem.example", purpose="test", whom="")
        reader = leave.rpartition("/u/")[2].removesuffix("/")
    account_id, alarm_id, contact_id = alarmed.raised(cast, homes[4].pk, account, now=now)
    line_id, sharing_id = steered.agreement(cast, burglary.id, now=now)
    ids = {
        "version": steered.frozen_picture(cast, now=now), "other_version": 1,
        "code": cast.home.code, "page": "signs", "piece": "news", "site": "havsvik", "look": "0", "picture": 1,
        "report_id": report_id, "rest": "signs/", "reader": reader, "gateway": "relay",
        "message_id": message_id, "device_id": device_id, "mailing_id": mailing_id,
        "user_id": cast.coordinator.user_id, "burglary_id": burglary.id, "dwelling_id": homes[4].pk,
        "batch_id": batch.pk, "addresses_id": addresses.pk, "importer": "burglaries", "kind": "detached",
        "entry_id": quiet, "cocoon_id": cocoon.id,
        "account_id": account_id, "alarm_id": alarm_id, "action": "take", "contact_id": contact_id,
        "pause_id": alarmed.pause(cast, account_id, now=now), **alarmed.shift(cast, now=now),
        "year": timezone.localtime(now).year,
        "door_id": door_id, "round_id": walked.id, "how": "extend",
        "token_id": token.id, "collection": "burglaries", "feature_id": str(burglary.id),
        "run_id": run.pk, "task_id": task_id, "proposal_id": proposed.pk, "evaluation_id": evaluation_id,
        "dataset_id": dataset_id,
        "lot_id": lot_id,
        "session": 987_654_321,
        "grant_id": grant_id, "invitation_id": invitation_id, "secret": secret, "proof": "0" * 64,
        "picture_id": picture_id, "size": "large", "about": "home", "about_id": homes[4].pk,
        "zoom": 14, "column": 8937, "row": 5047, "key": "k", "uidb36": "1", "pk": 1,
        **meeting, **cared,
        "text_id": text_id, "own_id": own_id, "article": "windows", "language": "sv",
        "revision_number": 1, "move": "take_back", "section": "news", "slug": "hostlov",
        "form": "atom", "written": "json", "service": "light",
        "together_id": 1, "sign_id": sign_id, "siting_id": siting_id, "group_id": group_id, "member_id": member_id,
        "number": signs_phone.this_week(now),
        "walk_id": walk_id, "finding_id": finding_id, "holder_id": holder_id, "wish_id": wish_id,
        "alert_id": alert_id, "reply_id": reply_id,  # those of the neighbourhood watch
        "campaign_id": campaign_id, "channel": "hand", "decision": "posted", "paper": "poster", "link": "abc2345",
        "office_id": office_id, "written_id": written_id, "doing": "take", **owned, **promised, **kits,
        "letter": "0-0-" + "0" * 64,
        "area_id": area.area_id, "file_id": area_file.pk, "measure": "walk",
        "line_id": line_id, "sharing_id": sharing_id, "rights_id": _asked(cast, now=now),
        "provider_id": "nowhere", "organization_slug": "nowhere",
    }  # fmt: skip
    return Everything(cast, ids, now)


def _asked(cast: Cast, *, now: datetime) -> int:
    """What a coordinator asks about what is held of them."""
    me = rights_values.Asked(cast.coordinator.email, cast.coordinator.user_id)
    with cast.acting(cast.coordinator):
        return rights.ask(asked=me, kind="correct", text="Mitt namn är felstavat.", now=now)


def _text(cast: Cast, *, now: datetime) -> int:
    """News that everybody reads."""
    words = texts.Words("Höstlov", "Res tryggt.", "Lås altandörren.")
    with cast.acting(cast.coordinator) as actor:
        text = texts.write(kind="news", language="sv", words=words, actor=actor, now=now)
        texts.move(text_id=text.id, move="publish", said="Inför lovet.", revision=1, actor=actor, now=now)
    return text.id


def _own_text(cast: Cast, *, now: datetime) -> int:
    """The municipality's own words in the place of an article."""
    words = texts.Words("Fönster här hos oss", "", "Lås dem.")
    with cast.acting(cast.coordinator) as actor:
        return texts.write(kind="advice", slug="windows", language="sv", words=words, actor=actor, now=now).id


def _meeting(cast: Cast, *, now: datetime) -> dict[str, Any]:
    """A meeting that is announced, with somebody who is invited by an address."""
    draft = meetings.Draft("Möte om belysning", now + timedelta(days=9), place="Berga skola", places=20)
    with cast.acting(cast.coordinator) as actor:
        number = meetings.plan(kind="meeting", draft=draft, actor=actor, now=now)
        guest = meetings.Who(name="Gunnar Gäst", email="gunnar@gast.example")
        meetings.invite(meeting_id=number, guests=[guest], actor=actor, now=now)
        meetings.announce(meeting_id=number, actor=actor, now=now)
        row = meeting_rows.Invitation.objects.get(meeting_id=number)
        walk_in = meeting_rows.WalkIn.objects.create(meeting_id=number, name="Karin Kom", at=now)
        agreed = meeting_rows.Agreed.objects.create(meeting_id=number, text="Lampan lagas.")
        material = gathering.add_material(meeting_id=number, title="Karta", url="https://k.example/", actor=actor)
        offer = speaking.offer(
            topic="Lås", begins=now + timedelta(days=9), lasts=60, actor=actor, now=now
        )  # fmt: skip
        meeting_feeds.renew(user_id=actor.user_id, now=now)
        feed = meeting_feeds.address(user_id=actor.user_id).rpartition("/")[2].removesuffix(".ics")
    return {
        "meeting_id": number, "guest_id": row.pk, "token": meeting_links.secret_of(row), "feed": feed,
        "walk_in_id": walk_in.pk, "agreed_id": agreed.pk, "material_id": material, "offer_id": offer,
    }  # fmt: skip


def _campaign(cast: Cast, *, now: datetime) -> int:
    """A campaign that is out, one of whose channels waits for somebody to post its text; its link, too."""
    ends = (now + timedelta(days=30)).date()
    words = outreach.Words("Mörka månader", "Lys upp.", "Sätt en timer.", channels=("hand",))
    with cast.acting(cast.coordinator):
        plan = outreach.Plan(name="Mörka månader", goal="Fler timrar", season="dark", ends=ends, both=False)
        found = outreach.plan(plan=plan, words=words, now=now)
        campaign_rows.Campaign.objects.filter(pk=found.id).update(state="out", at=now)
        campaign_rows.Part.objects.create(campaign_id=found.id, channel="hand", state="ready", key=UUID(int=7))
        campaign_rows.Link.objects.create(
            campaign_id=found.id, channel="hand", code="abc2345", address="https://havsvik.example/"
        )
    return found.id


def _written(cast: Cast, campaign_id: int, *, now: datetime) -> int:
    """What somebody wrote back to its letter."""
    with cast.acting(cast.coordinator):
        row = campaign_rows.Reply.objects.create(
            campaign_id=campaign_id, channel="email", key="k", email="nora@granne.example", title="Lampan",
            text="Vilken timer?", got=now, due=now + timedelta(days=3),
        )  # fmt: skip
    return int(row.pk)


def _picture(cast: Cast, dwelling_id: int, *, now: datetime) -> int:
    """A picture of a home."""
    with cast.acting(cast.coordinator):
        picture = picture_rows.Picture.objects.create(
            kind="home", subject_id=dwelling_id, alt="Storgatan", width=9, height=9, taken_at=now, added=now
        )
        picture_rows.Content.objects.create(picture=picture, large=JPEG, small=JPEG)
    return picture.pk


def _found(cast: Cast, *, now: datetime) -> dict[str, Any]:
    """A found thing with a decal, about which one register was asked."""
    with cast.acting(cast.officer) as actor:
        find_id = finding.note(seen=Seen("blue", "ssf", "unread"), user_id=actor.user_id, now=now)
        asked = finding.ask(find_id=find_id, supplier="ssf", why="seized", user_id=actor.user_id, now=now)
    return {"find_id": find_id, "question_id": asked}


def _kits(area_id: int, *, now: datetime) -> dict[str, Any]:
    """A batch of kits of which one is lent, and an area in which they are counted."""
    lot_id = marking.buy(bought=marking.Bought("ssf", "A1", kits=5), now=now)
    counted = marking.begin_area(area_id=area_id, share=15, now=now)
    given = marking.Given(
        lot_id,
        "lent",
        area_id=counted,
        due=now.date() + timedelta(days=9),
        name="Lena Lånar",
        email="l@hem.example",
    )
    handing_id, _new = marking.hand_out(given=given, client_id=uuid4(), user_id=None, now=now)
    label = kit_rows.Lot.objects.get(pk=lot_id).label
    return {"lot_id": lot_id, "handing_id": handing_id, "counted_id": counted, "label": label}


def _sign(home: Any, *, now: datetime) -> int:
    """A sign that stands by a home, with its owner's consent, and is due for a look."""
    draft = signs.Draft(
        kind="warning", place="Lyktstolpen vid infarten", point=home.location,
        ground="building", permit="not_needed",
        owner="Ägare Ek", owner_contact="0480-45 11 11",
    )  # fmt: skip
    long_ago = now - timedelta(days=100)
    sign_id = signs.plan(draft=draft, now=long_ago)
    signs.agree(sign_id=sign_id, answer=True, channel="spoken", now=long_ago)
    for action in ("order", "install"):
        signs.act(sign_id=sign_id, action=action, at=long_ago, now=now)
    return sign_id


def _owner(burglary_id: int, *, now: datetime) -> dict[str, int]:
    """An association, its building, which another claims too, and somebody who answers for it."""
    drafts = (owners.Draft("Brf Ekliden", "brf", "716400-1237"), owners.Draft("Havsvik Bostad", "municipal"))
    owner_id, other_id = (owners.add(draft=draft, now=now) for draft in drafts)
    for each in (other_id, owner_id):
        building_id = owners.claim(owner_id=each, address="Storgatan 2", now=now)
    person = owners.Person("Olle Ordförande", "olle@ekliden.example", "0480-45 12 12", "chair")
    person_id = owners.add_contact(owner_id=owner_id, person=person, agreed=True, now=now)
    check_id = owners.begin_check(building_id=building_id, user_id=None, now=now)
    told = owner_rows.Told.objects.create(building_id=building_id, burglary=burglary_id, how="near", at=now)
    return {
        "owner_id": owner_id, "building_id": building_id, "person_id": person_id, "check_id": check_id,
        "told_id": told.pk,
    }  # fmt: skip


def _promise(*, now: datetime) -> dict[str, int]:
    """A promise that is being written, with one action."""
    promise_id = promises.begin(draft=promises.Draft("Tryggare Malmen", now.date(), situation="Mörkt."), now=now)
    rule = promises.Rule("walk", "least", Decimal(1), "quarter")
    draft = promises.ActionDraft("Vi går på vandring", "both", rule, sure=True)
    action_id = promises.add(promise_id=promise_id, draft=draft, user_id=None, now=now)
    dialogue_id = dialogues.begin(draft=Asked("Var är det mörkt?", now.date() + timedelta(days=9)), now=now)
    question_id = dialogues.ask(dialogue_id=dialogue_id, kind="pin", question="Var?")
    dialogues.act(dialogue_id=dialogue_id, action="open", now=now)
    dialogues.answer(
        dialogue_id=dialogue_id, answers=[Answered(question_id, text="Bussen.")], token="1", way="paper", now=now
    )
    return {"promise_id": promise_id, "action_id": action_id, "dialogue_id": dialogue_id}


def _walk(home: Any, actor: Actor, *, now: datetime) -> tuple[int, int, int, int]:
    """A walk that is announced, a finding on it that its owner is asked about, and a wish for another."""
    draft = walks.Draft(
        title="Kvällsvandring", purpose="Var är det mörkt?", begins=now + timedelta(hours=1), place="Skolan",
        leader="Lena Ledare",
    )  # fmt: skip
    walk_id = walks.plan(draft=draft, actor=actor, now=now)
    walks.act(walk_id=walk_id, action="open", actor=actor, now=now)
    holder_id = walks.add_holder(name="Gatukontoret", email="gata@havsvik.example", own=True, now=now)
    noted = walks.Noted("light", "Lampan är trasig.", home.location)
    number, _new = walks.note(walk_id=walk_id, noted=noted, at=now, user_id=actor.user_id)
    walks.correct(finding_id=number, noted=noted, shown="Lampan lyser inte.")
    walks.ask(finding_id=number, holder_id=holder_id, now=now)
    wish = walk_rows.Wish.objects.create(
        name="Bo Boende", email="bo@boende.example", where="Malmen", why="Mörkt.", asked=now, proven=now
    )
    return walk_id, number, holder_id, wish.pk


def _group(area_id: int, dwelling_id: int, *, now: datetime) -> tuple[int, int]:
    """A watch group in which somebody is, and that member."""
    group_id = watch.make_group(name="Malmens grannar", area_id=area_id, now=now - timedelta(days=100))
    draft = watch.Draft(name="Nora Granne", phone="070-174 06 33", email="nora@granne.example")
    return group_id, watch.add_person(group_id=group_id, dwelling_id=dwelling_id, draft=draft, now=now)


def trust(made: "Everything") -> None:
    """Let the cast's contact person look after the group: what they may see is nobody else's."""
    cast = made.cast
    with cast.acting(cast.coordinator):
        people.grant(
            user_id=cast.contact_person.user_id, role="contact_person", on=("watch_group", made.ids["group_id"]),
            now=made.now, since=made.now - timedelta(days=1),
        )  # fmt: skip


def trust_owner(made: "Everything") -> None:
    """Let the cast's representative speak for the owner, whose building is theirs alone and was gone through."""
    cast = made.cast
    with cast.acting(cast.coordinator):
        owners.decide(building_id=made.ids["building_id"], owner_id=made.ids["owner_id"], now=made.now)
        owner_rows.Check.objects.filter(pk=made.ids["check_id"]).update(state="done", ended=made.now)
        people.grant(
            user_id=cast.owner_representative.user_id, role="owner_representative",
            on=("owner", made.ids["owner_id"]), now=made.now, since=made.now - timedelta(days=1),
        )  # fmt: skip


def _cared(cast: Cast, group_id: int, dwelling_id: int, *, now: datetime) -> dict[str, int]:
    """The cast's contact person looked after the group: ids of an absence, a note and a question of theirs."""
    with cast.acting(cast.coordinator):
        people.grant(
            user_id=cast.contact_person.user_id, role="contact_person", on=("watch_group", group_id), now=now,
            since=now - timedelta(days=1),
        )  # fmt: skip
    today, me = timezone.localdate(now), cast.contact_person.user_id
    with cast.acting(cast.contact_person):
        gone = away.say(
            group_id=group_id, dwelling_id=dwelling_id, since=today, until=today + timedelta(days=7),
            seen_by="group", now=now,
        )  # fmt: skip
        note = watch_notes.write(
            group_id=group_id, what="En vit skåpbil.", place="Malmen", at=now, user_id=me, now=now
        )  # fmt: skip
        asked = questions.ask(
            group_id=group_id, whom="municipality", text="När lagas lyktan?", user_id=me, now=now
        )  # fmt: skip
    with cast.acting(cast.coordinator):
        people.end_grant(
            user_id=cast.contact_person.user_id, role="contact_person", on=("watch_group", group_id), now=now
        )
    return {"away_id": gone, "seen_id": note, "question_id": asked}


def _watch_alert(group_id: int, member_id: int, *, now: datetime) -> tuple[int, int]:
    """An alert that a group was told, and what a member answered to it."""
    draft = watch.AlertDraft(
        title="Inbrott i Malmen", text="Håll ögonen öppna i kväll.", short="", urgency="calm", groups=(group_id,),
        areas=(), ways=("email",), expires=now + timedelta(days=3),
    )  # fmt: skip
    alert = watch.write_alert(draft=draft, now=now)
    watch.act_on_alert(alert_id=alert.id, action="send", version=alert.version, now=now)
    reply = AlertReply.objects.create(
        alert_id=alert.id, member_id=member_id, text="En skåpbil stod länge här.", at=now,
        due=now + timedelta(days=3),
    )  # fmt: skip
    return alert.id, reply.pk


def _message(cast: Cast, *, now: datetime) -> tuple[int, int]:
    """A message that did not go out, and a browser that shows notices."""
    failed = Message.objects.create(
        kind="round.assigned", subject="round", subject_id=1, whom=f"user {cast.visitor.user_id}", way="email",
        user_id=cast.visitor.user_id, made=now, state="failed", answer="550 no",
    )  # fmt: skip
    device = PushDevice.objects.create(
        user_id=cast.coordinator.user_id, name="Firefox", endpoint="https://fcm.googleapis.com/1", p256dh="p",
        auth="a", added=now, used=now,
    )  # fmt: skip
    return failed.pk, device.pk
