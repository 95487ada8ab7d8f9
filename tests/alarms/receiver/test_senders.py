"""Forged plain frames for accounts with a key are counted by address before anything is told, and are one line."""

import socket
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kokong.kernel import tenancy
from kokong.measures.alarms import api, models, senders
from kokong.measures.alarms.receiver.limits import Limits
from kokong.measures.alarms.receiver.senders import Senders
from tests.cast import Cast, _actor
from tests.dc09 import vectors as v

from .rig import Running, enrol, events, now, receiving, sent, sql, until

SOON = Limits(counted_seconds=0.2)
KEYED = [f"{number:04}" for number in range(1000, 1012)]


@pytest.fixture
def town() -> list[int]:
    """A dozen accounts with a key."""
    return [enrol(account, key=v.AES128) for account in KEYED]


def lines(cast: Cast, who: Any = None) -> list[api.Sender]:
    with cast.acting(who or _actor(cast.home, "alarm_operator", "Lova Larm")):
        return list(api.senders(now=timezone.now()))


def from_address(receiver: Running, address: str, *frames: bytes) -> None:
    """Send datagrams that say they are from another address of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as panel:
        panel.bind((address, 0))
        for frame in frames:
            panel.sendto(frame, ("127.0.0.1", receiver.port))


def test_many_accounts_of_one_address_are_one_line_with_its_counts_and_no_alarm(
    municipality: Cast, town: list[int]
) -> None:
    operator = _actor(municipality.home, "alarm_operator", "Lova Larm")
    browser = municipality.client(operator)
    with receiving(limits=SOON) as receiver:
        line = receiver.line()
        for sequence in (1, 2):
            line.send(*(sent("NOP1", account=account, sequence=sequence) for account in KEYED))
            assert all(b"DUH" in line.reply() for _ in KEYED)
        until(lambda: [one.messages for one in lines(municipality, operator)] == [24])
        first = lines(municipality, operator)[0]
        assert "data-sender=" in browser.get("/alarms/queue/").content.decode()
        line.send(*(sent("NOP1", account=account, sequence=3) for account in KEYED))
        until(lambda: [one.messages for one in lines(municipality, operator)] == [36])
        assert line.send(sent("NBA1", account="1001", key=v.AES128)).reply(2) != b""
        until(lambda: "burglary" in events("kind"))
    (one,) = lines(municipality, operator)
    assert (one.key, one.address, one.accounts, one.first) == (first.key, "127.0.0.1", tuple(town), first.first)
    assert not one.forged
    assert events("kind") == ["burglary"]
    assert sql("SELECT count(*) FROM alarms_misheard WHERE why = 'plain'") == [(1,)]
    since = timezone.localtime(one.first)
    said = (
        f"A sender at 127.0.0.1 sends unencrypted for 12 accounts that have a key: 36 messages since {since:%H:%M}"
    )
    assert said in " ".join(browser.get("/alarms/queue/").content.decode().split())
    page = municipality.client(municipality.coordinator).get("/alarms/accounts/not-understood/").content.decode()
    assert said in page
    assert f"/alarms/accounts/{town[0]}/" in page


def test_one_account_alone_is_told_of_as_the_panel_whose_encryption_is_off(municipality: Cast) -> None:
    enrol(key=v.AES128)
    enrol("77", key=v.AES128)
    with receiving(limits=SOON) as receiver:
        assert b"DUH" in receiver.ask(sent("NOP1"))
        until(lambda: events("label"))
        assert b"DUH" in receiver.ask(sent("NOP1", account="77"))
        until(lambda: lines(municipality))
    assert events("label") == ["Unencrypted message refused"], "the second makes it a line"
    assert [len(one.accounts) for one in lines(municipality)] == [2]


def test_addresses_that_change_with_each_datagram_are_a_few_lines(municipality: Cast, town: list[int]) -> None:
    limits = Limits(counted_seconds=60.0, datagram_senders=3)
    with receiving(limits=limits) as receiver:
        for host in range(2, 42):
            from_address(receiver, f"127.0.0.{host}", *(sent("NOP1", account=account) for account in KEYED[:2]))
        until(lambda: sum(one.messages for one in lines(municipality)) == 80)
    found = lines(municipality)
    assert len(found) == 4
    assert all(one.forged for one in found)
    assert max(one.messages for one in found) == 74
    assert "" in {one.address for one in found}
    assert events("kind") == []


def test_each_municipality_and_each_centre_sees_its_own_accounts_alone(municipality: Cast) -> None:
    with tenancy.scope(municipality_id=None, authority="system"):
        centre = api.make_centre(name="Larmcentral Syd")
    mine, theirs = enrol("1001", key=v.AES128), enrol("1002", key=v.AES128, centre_id=centre)
    sealed = sql("SELECT key_sealed FROM alarms_account WHERE id = %s", mine)[0][0]
    with tenancy.scope(municipality_id=municipality.elsewhere.pk):
        far = models.Account.objects.create(account="1003", key_sealed=sealed, key_notation="hex", enrolled=now())
    with receiving(limits=SOON) as receiver:
        for account in ("1001", "1002", "1003"):
            assert b"DUH" in receiver.ask(sent("NOP1", account=account))
        until(lambda: lines(municipality))
    stranger = _actor(municipality.elsewhere, "alarm_operator", "Nils Larm")
    assert [one.accounts for one in lines(municipality)] == [(mine,)]
    assert [one.accounts for one in lines(municipality, stranger)] == [(far.pk,)]
    with tenancy.scope(municipality_id=None, authority="system"):
        from kokong.people import api as people

        siv = people.sign_in(email="siv@syd.example", name="Siv Syd")
        api.add_operator(centre_id=centre, user_id=siv, name="Siv Syd")
    with tenancy.scope(municipality_id=None, authority="municipality", user_id=siv):
        (seen,) = api.senders(now=timezone.now())
        assert seen.accounts == (theirs,)
        assert [pk for pk, _address in senders.homes(sender=seen)] == [theirs]
    assert events("kind") == []


def test_after_an_hour_of_silence_it_is_counted_anew_and_no_longer_shown(
    municipality: Cast, town: list[int]
) -> None:
    with receiving(limits=SOON) as receiver:
        receiver.line().send(*(sent("NOP1", account=account) for account in KEYED)).reply()
        until(lambda: lines(municipality))
    sql("UPDATE alarms_sender SET first = first - interval '3 hours', last = last - interval '2 hours'")
    assert lines(municipality) == []
    with receiving(limits=SOON) as receiver:
        receiver.line().send(*(sent("NOP1", account=account) for account in KEYED[:2])).reply()
        until(lambda: lines(municipality))
    (one,) = lines(municipality)
    assert (len(one.accounts), one.messages) == (2, 2)
    assert timezone.now() - one.first < timedelta(minutes=30)


@dataclass
class Peer:
    address: str
    transport: str = "udp"


@dataclass
class Panel:
    """As much of an account as is looked at."""

    id: int
    municipality: int = 1
    centre: int | None = None


def counted(count: Senders, at: float, address: str, *ids: int) -> None:
    for each in ids:
        count.note(account=Panel(each), raw=b"", peer=Peer(address), at=now(), now=at)  # type: ignore[arg-type]


@pytest.fixture
def count() -> Senders:
    return Senders(Limits(counted_seconds=5.0))


def test_nobody_is_told_of_before_an_address_has_been_counted(count: Senders) -> None:
    counted(count, 0.0, "a", 1, 1)
    counted(count, 1.0, "b", 2)
    assert list(count.alone(4.9)) == []
    counted(count, 4.9, "b", 3)
    assert [each.id for each in count.alone(6.0)] == [1]
    assert list(count.alone(7.0)) == [], "once"
    counted(count, 3_700.0, "a", 1)
    assert [each.id for each in count.alone(3_705.0)] == [1], "after an hour of silence"
