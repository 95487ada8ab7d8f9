"""An alert from its first word to the mailboxes of a group, and what keeps it from going there."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from kokong.incidents import api as incidents
from kokong.kernel import tenancy
from kokong.kernel.errors import UserError
from kokong.kernel.moves import MoveRefused
from kokong.ledger import api as ledger
from kokong.measures.watch import api, purposes, rules
from kokong.measures.watch.alerts import (
    acting,
    answering,
    counting,
    faring,
    proposing,
    reaching,
    reading,
    writing,
)
from kokong.measures.watch.alerts.values import Draft
from kokong.measures.watch.models import AlertReply, Member
from kokong.sending import api as sending
from kokong.sending.digests import gathering
from kokong.sending.models import Collected
from kokong.tasks import api as tasks
from tests.cast import Cast
from tests.watch.conftest import Village, build_village
from tests.worker import run_jobs


def draft(village: Village, **given: Any) -> Draft:
    return Draft(
        **{
            "title": "Inbrott i området",
            "text": "Ett inbrott pågår. Håll er inne och titta ut.",
            "short": "",
            "urgency": "now",
            "groups": (village.group_id,),
            "areas": (),
            "ways": ("email", "sms"),
            "expires": village.now + timedelta(hours=3),
            **given,
        }
    )


def agreeing(village: Village, number: int, *wants: str, **given: Any) -> int:
    """Somebody who joins and agrees to be told."""
    member_id = village.joins(number, **given)
    with village.cast.acting(village.cast.coordinator):
        for purpose in wants:
            purposes.agree(member_id=member_id, purpose=purpose, answer=True, now=village.now)
    return member_id


def act(village: Village, alert_id: int, *actions: str, who: Any = None, **given: Any) -> api.Alert:
    with village.cast.acting(who or village.cast.officer):
        for action in actions:
            found = reading.alert(alert_id=alert_id)
            found = acting.act(alert_id=alert_id, action=action, version=found.version, now=village.now, **given)
    return found


def write(village: Village, **given: Any) -> api.Alert:
    with village.cast.acting(village.cast.officer):
        return writing.write(draft=draft(village, **given), now=village.now)


def letters() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for letter in mail.outbox:
        found.setdefault(letter.to[0], []).append(str(letter.subject))
    return found


def test_it_reaches_who_agreed_once_and_each_step_after_it_only_those(committed_cast: Cast) -> None:
    village = build_village(committed_cast)
    agreeing(village, 1, "email", email="nora@granne.example")
    agreeing(village, 2, name="Utan Ja", email="nej@granne.example")
    with village.cast.acting(village.cast.coordinator):
        twice = api.Draft(name="Nora", email="nora@granne.example")
        other = api.add_person(
            group_id=village.other_id, dwelling_id=village.others[1].pk, draft=twice, now=village.now
        )
        purposes.agree(member_id=other, purpose="email", answer=True, now=village.now)
    found = write(village, groups=(village.group_id, village.other_id))
    with village.cast.acting(village.cast.officer):
        reach = reaching.reach(found.draft, now=village.now)
    assert (reach.people, reach.homes, reach.by_way, reach.paper) == (1, 2, {"email": 1, "sms": 0}, 1)
    act(village, found.id, "send")
    run_jobs()
    assert letters() == {"nora@granne.example": ["Inbrott i området"]}
    act(village, found.id, "correct", said="Det var fel gata.")
    act(village, found.id, "finish", said="Polisen är på plats.")
    run_jobs()
    assert [one.split(":")[0] for one in letters()["nora@granne.example"]] == [
        "Inbrott i området", "Rättelse", "Det är över",
    ]  # fmt: skip
    assert list(letters()) == ["nora@granne.example"]


def test_consent_and_the_group_are_asked_when_it_is_sent(committed_cast: Cast) -> None:
    village = build_village(committed_cast)
    first = agreeing(village, 1, "email", email="nora@granne.example")
    with village.cast.acting(village.cast.coordinator):
        there = api.Draft(name="Eva", email="eva@granne.example")
        other = api.add_person(
            group_id=village.other_id, dwelling_id=village.others[1].pk, draft=there, now=village.now
        )
        purposes.agree(member_id=other, purpose="email", answer=True, now=village.now)
    found = act(village, write(village, groups=(village.group_id, village.other_id)).id, "send")
    with village.cast.acting(village.cast.coordinator):
        purposes.agree(member_id=first, purpose="email", answer=False, now=village.now)
        api.act(group_id=village.other_id, action="close", at=village.now, now=village.now)
    run_jobs()
    assert letters() == {}
    page = village.cast.client(village.cast.officer).get(reverse("watch:alert", args=[found.id])).content.decode()
    assert "Ekvägen has been closed since" in page


def test_who_stands_in_a_closed_group_too_is_told_by_the_other(committed_cast: Cast) -> None:
    village = build_village(committed_cast)
    with village.cast.acting(village.cast.coordinator):
        there = api.Draft(name="Eva", email="eva@granne.example")
        other = api.add_person(
            group_id=village.other_id, dwelling_id=village.others[1].pk, draft=there, now=village.now
        )
        purposes.agree(member_id=other, purpose="email", answer=True, now=village.now)
    agreeing(village, 1, "email", name="Eva", email="Eva@granne.example")
    act(village, write(village, groups=(village.group_id, village.other_id)).id, "send")
    with village.cast.acting(village.cast.coordinator):
        api.act(group_id=village.other_id, action="close", at=village.now, now=village.now)
    run_jobs()
    assert letters() == {"eva@granne.example": ["Inbrott i området"]}


def test_what_has_not_left_is_stopped_and_nobody_is_told_of_what_they_never_got(committed_cast: Cast) -> None:
    village = build_village(committed_cast)
    agreeing(village, 1, "email", email="nora@granne.example")
    found = act(village, write(village).id, "send", "stop")
    act(village, found.id, "withdraw", said="Det var ett misstag.")
    run_jobs()
    assert letters() == {}
    with village.cast.acting(village.cast.officer):
        states = {each.kind: each.state for each in sending.mailings(because=("watch_alert", found.id))}
    assert states == {"watch.alert_now": "stopped", "watch.alert_after": "done"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": "En lång man i svart jacka gick runt huset."}, "112"),
        ({"title": "Mörkhyad man i området"}, "114 14"),
        ({"groups": ()}, "Choose groups"),
        ({"groups": (999_999,)}, "not there any more"),
        ({"text": " "}, "needs a title"),
        ({"title": "x" * 81}, "At most 80"),
        ({"urgency": "soon"}, "how urgent"),
    ],
)
def test_what_can_not_be_said_is_refused_and_nothing_is_kept(
    village: Village, given: dict[str, Any], said: str
) -> None:
    with village.cast.acting(village.cast.officer):
        with pytest.raises(UserError, match=said):
            writing.write(draft=draft(village, **given), now=village.now)
        assert reading.alerts() == ()


def test_an_alert_for_the_past_is_refused(village: Village) -> None:
    with village.cast.acting(village.cast.officer), pytest.raises(UserError, match="of use"):
        writing.write(draft=draft(village, expires=village.now), now=village.now)


def approving(village: Village, approve: str = "always") -> None:
    with village.cast.acting(village.cast.coordinator):
        api.decide(setting=rules.Setting(approve=approve))


def test_the_other_authority_approves_and_a_change_needs_it_anew(village: Village) -> None:
    approving(village)
    found = write(village)
    with pytest.raises(UserError, match="approves it first"):
        act(village, found.id, "send")
    act(village, found.id, "propose")
    with pytest.raises(UserError, match="other authority"):
        act(village, found.id, "approve")
    assert act(village, found.id, "approve", who=village.cast.coordinator).state == "approved"
    with village.cast.acting(village.cast.officer):
        changed = replace(found.draft, text="Det är lugnt igen.")
        again = writing.rewrite(alert_id=found.id, draft=changed, based_on=found.version, now=village.now)
    assert (again.state, again.proposed_by, again.version) == ("draft", "", 2)
    with pytest.raises(UserError, match="approves it first"):
        act(village, found.id, "send")
    act(village, found.id, "propose")
    act(village, found.id, "approve", who=village.cast.coordinator)
    assert act(village, found.id, "send").state == "out"


def test_approved_after_it_is_of_no_use_any_more_is_refused(village: Village) -> None:
    approving(village)
    found = act(village, write(village).id, "propose")
    with village.cast.acting(village.cast.coordinator), pytest.raises(UserError, match="has passed"):
        acting.act(alert_id=found.id, action="approve", version=1, now=found.draft.expires)
    with village.cast.acting(village.cast.coordinator):
        assert reading.alert(alert_id=found.id).state == "proposed"


def test_what_is_going_on_needs_no_approval_where_that_is_decided(village: Village) -> None:
    approving(village, "calm")
    assert act(village, write(village).id, "send").state == "out"
    with pytest.raises(UserError, match="approves it first"):
        act(village, write(village, urgency="today").id, "send")


def test_of_two_who_write_at_once_both_keep_their_words(village: Village) -> None:
    found = write(village)
    browser = village.cast.client(village.cast.coordinator)
    with village.cast.acting(village.cast.officer):
        theirs = replace(found.draft, title="Polisens ord")
        writing.rewrite(alert_id=found.id, draft=theirs, based_on=1, now=village.now)
    sent = {
        "title": "Mina ord", "text": "Mina ord står kvar.", "urgency": "now", "groups": [village.group_id],
        "ways": ["email"], "based_on": "1",
        "expires": (village.now + timedelta(hours=5)).strftime("%Y-%m-%dT%H:%M"),
    }  # fmt: skip
    page = reverse("watch:alert-edit", args=[found.id])
    answer = browser.post(page, sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Polisens ord" in text
    assert "Mina ord står kvar." in text
    assert re.search(r'name="based_on"[^>]*value="2"|value="2"[^>]*name="based_on"', text)
    assert browser.post(page, sent | {"based_on": "2"}).status_code == 302


def test_closed_groups_and_those_that_sleep_are_said(village: Village) -> None:
    found = write(village)
    village.act("close")
    with village.cast.acting(village.cast.officer):
        reach = reaching.reach(found.draft, now=village.now)
        assert (reach.closed, reach.people) == (("Storgatan",), 0)
    with pytest.raises(UserError, match="None of the chosen groups goes on"):
        act(village, found.id, "send")


def test_an_area_stands_for_the_groups_that_lie_in_it(village: Village) -> None:
    with village.cast.acting(village.cast.officer):
        area = api.group(group_id=village.other_id).area_id
        assert reading.goes_to((), (area,)) == (village.other_id,)


def test_sent_twice_it_goes_once(village: Village) -> None:
    found = act(village, write(village).id, "send")
    with pytest.raises((UserError, MoveRefused)):
        act(village, found.id, "send")


def test_a_stranger_sees_none_of_it(village: Village) -> None:
    found = act(village, write(village).id, "send")
    stranger = village.cast.client(village.cast.stranger)
    for name in ("alert", "alert-edit", "alert-figures"):
        assert stranger.get(reverse(f"watch:{name}", args=[found.id])).status_code == 404
    assert "Inbrott i området" not in stranger.get(reverse("watch:alerts")).content.decode()


def test_a_member_answers_and_is_answered(committed_cast: Cast) -> None:
    village = build_village(committed_cast)
    agreeing(village, 1, "email", email="nora@granne.example")
    found = act(village, write(village).id, "send")
    run_jobs()
    path = re.search(r"https?://[^/]+(/watch/alerts/answer/\S+)", str(mail.outbox[0].body))[1]  # type: ignore[index]
    browser = Client()
    assert "Inbrott i området" in browser.get(path).content.decode()
    stopped = browser.post(path, {"text": "En man i 30-årsåldern med svart jacka gick förbi."})
    assert stopped.status_code == 422
    assert "114 14" in stopped.content.decode()
    for _twice in range(2):
        assert "Thank you" in browser.post(path, {"text": "En vit skåpbil stod länge här."}).content.decode()
    desk = village.cast.client(village.cast.officer)
    with village.cast.acting(village.cast.officer) as actor:
        (waiting,) = tasks.tasks(actor=actor)
        assert waiting.kind.code == "watch.reply"
        assert waiting.due == AlertReply.objects.get().due
    page = desk.get(reverse("watch:alert-replied") + f"?task={waiting.id}", follow=True).content.decode()
    assert "En vit skåpbil stod länge här." in page
    with village.cast.acting(village.cast.officer):
        number = AlertReply.objects.get().pk
    desk.post(reverse("watch:alert-say", args=[found.id, number]), {"text": "Tack, vi ser på det."})
    run_jobs()
    assert "Tack, vi ser på det." in str(mail.outbox[-1].body)
    assert mail.outbox[-1].to == ["nora@granne.example"]
    with village.cast.acting(village.cast.officer) as actor:
        assert tasks.tasks(actor=actor) == ()


def test_a_link_for_another_member_or_alert_does_not_hold(village: Village) -> None:
    from kokong.measures.watch.alerts import links

    first, second = agreeing(village, 1, email="a@b.example"), agreeing(village, 2, email="c@d.example")
    found = act(village, write(village).id, "send")
    with village.cast.acting(village.cast.officer):
        row = writing.locked(found.id)
        good = links.secret_of(row, first)
    forged = good.replace(f"-{first}-", f"-{second}-")
    assert answering.look(secret=good, now=village.now) is not None
    for bad in (forged, good[:-1], "x", good.replace(f"-{found.id}-", f"-{found.id + 1}-", 1)):
        assert answering.look(secret=bad, now=village.now) is None
    assert answering.look(secret=good, now=village.now + links.HOLDS + timedelta(seconds=1)) is None
    with village.cast.acting(village.cast.coordinator):
        api.remove(member_id=first, now=village.now)
        assert Member.objects.get(pk=first).left is not None
    assert answering.look(secret=good, now=village.now) is None


def test_what_can_wait_is_in_one_digest_the_newest_first_and_its_end_is_told(committed_cast: Cast) -> None:
    village = build_village(committed_cast)
    agreeing(village, 1, "email", email="nora@granne.example")
    little = agreeing(village, 2, "email", name="Lite", email="lite@granne.example")
    with village.cast.acting(village.cast.coordinator):
        Member.objects.filter(pk=little).update(least="now")
    ids = [
        act(
            village,
            write(village, urgency="calm", title=title, expires=village.now + timedelta(days=9)).id,
            "send",
        ).id
        for title in ("Det första", "Det andra", "Det som togs tillbaka")
    ]
    run_jobs()
    assert letters() == {}
    act(village, ids[2], "withdraw", said="Det stämde inte.")
    digests(village)
    assert letters() == {"nora@granne.example": ["Från din grannsamverkan"]}
    body = str(mail.outbox[0].body)
    assert body.index("Det andra") < body.index("Det första")
    assert "togs tillbaka" not in body
    act(village, ids[0], "finish", said="Tack för hjälpen.")
    run_jobs()
    assert letters() == {"nora@granne.example": ["Från din grannsamverkan", "Det är över: Det första"]}
    with village.cast.acting(village.cast.officer):
        assert faring.went(reading.alert(alert_id=ids[0])).digests == 2


def digests(village: Village) -> None:
    """The clock says that digests are due."""
    with village.cast.acting(village.cast.coordinator):
        Collected.objects.update(due=village.now)
    with tenancy.scope(municipality_id=village.cast.home.pk):
        gathering.gather(now=village.now)
    run_jobs()


def test_each_group_has_a_delivery_with_how_many_it_reached(committed_cast: Cast) -> None:
    village = build_village(committed_cast)
    agreeing(village, 1, "email", email="nora@granne.example")
    agreeing(village, 2, name="Utan", email="nej@granne.example")
    act(village, write(village).id, "send")
    run_jobs()
    with tenancy.scope(municipality_id=village.cast.home.pk):
        counting.count_finished(now=village.now)
        assert counting.count_finished(now=village.now) == 0
    with village.cast.acting(village.cast.coordinator):
        (found,) = ledger.deliveries(measure="watch_alert")
        assert (found.area_id, found.outcome, found.reach) == (
            api.group(group_id=village.group_id).area_id, "now", 1,
        )  # fmt: skip


def test_one_press_in_a_letter_leaves_and_the_own_page_says_so(committed_cast: Cast) -> None:
    village = build_village(committed_cast)
    member_id = agreeing(village, 1, "email", email="nora@granne.example")
    act(village, write(village).id, "send")
    run_jobs()
    path = re.search(r"https?://[^/]+(/u/\S+)", str(mail.outbox[0].body))
    assert path is not None
    browser = Client()
    browser.get(path[1])
    assert held(village, member_id), "looking at it changes nothing"
    assert browser.post(path[1]).status_code < 400
    assert not held(village, member_id)
    act(village, write(village, title="En till").id, "send")
    run_jobs()
    assert letters() == {"nora@granne.example": ["Inbrott i området"]}


def held(village: Village, member_id: int) -> bool:
    with village.cast.acting(village.cast.coordinator):
        return purposes.held(member_id=member_id)["email"]


def test_a_member_chooses_how_urgent_and_when(committed_cast: Cast) -> None:
    from kokong.measures.watch import links as own_links

    village = build_village(committed_cast)
    member_id = agreeing(village, 1, "email", email="nora@granne.example")
    with village.cast.acting(village.cast.coordinator):
        Member.objects.update(asked=village.now, proven=village.now)
        secret = own_links.secret_of(Member.objects.get(pk=member_id), "own")
    answer = Client().post(
        reverse("watch:choose", args=[secret]), {"least": "today", "digest_at": "18"}, follow=True
    )
    assert answer.status_code == 200
    with village.cast.acting(village.cast.coordinator):
        assert Member.objects.filter(pk=member_id).values_list("least", "digest_at").get() == ("today", 18)


def test_a_proposal_is_never_given_the_address_by_hand(village: Village) -> None:
    with village.cast.acting(village.cast.officer):
        told = incidents.report(
            dwelling_id=village.homes[2].pk, earliest=village.now - timedelta(hours=5),
            latest=village.now - timedelta(hours=3), source="form", now=village.now,
        )  # fmt: skip
        incidents.confirm(burglary_id=told.id, now=village.now)
        found = proposing.propose(burglary_id=told.id, now=village.now)
        assert found is not None
        worse = replace(found.draft, text="Det var på storgatan  3 i går.")
        with pytest.raises(UserError, match="names the address"):
            writing.rewrite(alert_id=found.id, draft=worse, based_on=1, now=village.now)
