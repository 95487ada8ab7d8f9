"""A network that takes it, refuses, is away, never answers or hangs up half-way; another program that is told."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from procrastinate.testing import InMemoryConnector
from typer.testing import CliRunner

from kokong.cli import app
from kokong.kernel import gateways, installation, outside
from kokong.measures.outreach import api
from kokong.measures.outreach.channels import accounts, networks, webhook
from kokong.measures.outreach.channels.values import NotNow
from tests.cast import Cast
from tests.outreach.conftest import DARK, NOW, Desk, Network
from tests.worker import run_here


@pytest.fixture
def connected(network: Network, monkeypatch: pytest.MonkeyPatch) -> Network:
    """The municipality's account is with the server above."""
    address = {
        "mastodon": f"mastodon://token@127.0.0.1:{network.port}/?cto=0.5&rto=0.5",
        "webhook": f"http://127.0.0.1:{network.port}/hook {KEY}",
    }
    monkeypatch.setattr(accounts, "find", lambda channel: address.get(channel, ""))
    return network


KEY = webhook.PREFIX + base64.b64encode(b"k" * 32).decode()


def out_by(desk: Desk, outbox: InMemoryConnector, *channels: str) -> dict[str, api.Part]:
    """A campaign that goes out by some channels, and what came of each."""
    found = desk.act(desk.plan(replace(DARK, channels=channels), both=False), "schedule")
    desk.tick(found, NOW)
    run_here(outbox)
    return {part.channel: part for part in desk.reading(api.parts, campaign_id=found.id)}


def test_it_is_posted_once_with_its_link(desk: Desk, outbox: InMemoryConnector, connected: Network) -> None:
    parts = out_by(desk, outbox, "site", "mastodon")
    assert parts["mastodon"].state == "delivered"
    ((path, headers, content),) = connected.got
    assert path == "/api/v1/statuses"
    assert headers["Authorization"] == "Bearer token"
    posted = json.loads(content)["status"]
    assert posted.startswith("Lys upp hemmet\nNär det är mörkt syns ett tomt hus.")
    assert f"/l/{desk.cast.home.code}/" in posted


@pytest.mark.parametrize(
    ("answer", "state", "said"),
    [
        (429, "planned", "HTTP 429"),
        (500, "planned", "HTTP 500"),
        (401, "failed", "HTTP 401"),
        ("never", "perhaps", ""),
        ("half", "perhaps", ""),
    ],
)
def test_one_that_does_not_take_it_holds_up_no_other(
    desk: Desk, outbox: InMemoryConnector, connected: Network, answer: Any, state: str, said: str
) -> None:
    connected.answer = answer
    parts = out_by(desk, outbox, "site", "mastodon", "hand")
    mine = parts["mastodon"]
    assert (mine.state, said in mine.answer) == (state, True)
    assert (mine.next_try is not None) == (state == "planned"), "tried again later, by the house's one policy"
    assert (parts["site"].state, parts["hand"].state) == ("delivered", "ready")
    assert len(connected.got) == 1


def test_one_that_is_away_is_tried_again(desk: Desk, outbox: InMemoryConnector, connected: Network) -> None:
    account = gateways.account(f"mastodon://token@127.0.0.1:{_free_port()}")
    with pytest.raises(NotNow):
        networks._reachable(account)


def _free_port() -> int:
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.server_close()
    return server.server_port


def test_without_an_account_it_is_said_and_not_sent(desk: Desk, outbox: InMemoryConnector) -> None:
    parts = out_by(desk, outbox, "mastodon", "webhook")
    assert {part.state for part in parts.values()} == {"failed"}
    assert all("not connected" in part.answer for part in parts.values())


def test_a_program_is_told_with_a_signature_and_never_in_our_own_network(
    desk: Desk, outbox: InMemoryConnector, connected: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert out_by(desk, outbox, "webhook")["webhook"].state == "failed", "127.0.0.1 is inside"
    assert connected.got == []
    allowed = outside.adapter(guarded=False)
    monkeypatch.setattr(outside, "adapter", lambda *, guarded: allowed)
    assert out_by(desk, outbox, "site", "webhook")["webhook"].state == "delivered"
    ((path, headers, content),) = connected.got
    told = json.loads(content)
    assert (path, told["type"], told["data"]["title"]) == ("/hook", "campaign.out", DARK.title)
    assert "<strong>timer</strong>" in told["data"]["html"]
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + content
    wanted = base64.b64encode(hmac.new(b"k" * 32, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{wanted}"


def test_a_program_that_asks_for_a_pause_gets_it(
    desk: Desk, outbox: InMemoryConnector, connected: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = outside.adapter(guarded=False)
    monkeypatch.setattr(outside, "adapter", lambda *, guarded: allowed)
    connected.answer = 429
    part = out_by(desk, outbox, "webhook")["webhook"]
    assert part.state == "planned"
    assert part.next_try is not None
    assert part.next_try >= NOW + timedelta(seconds=120)


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://kommun.example/hook", True),
        ("http://kommun.example/", False),
        ("https:///x", False),
        ("x", False),
    ],
)
def test_only_whole_addresses_over_tls_are_told(address: str, good: bool) -> None:
    assert webhook.understood(address) is good


def test_a_secret_is_kept_for_its_owner_alone(tmp_path: Any) -> None:
    here = replace(installation.current(), home=tmp_path, secrets=None)
    kept = here.give("mastodon-9901", "mastodons://t@m.example")
    assert (here.given("mastodon-9901"), kept.stat().st_mode & 0o077) == ("mastodons://t@m.example", 0)
    assert here.given("mastodon-9902") == ""


def test_an_account_is_connected_at_the_command_line_alone(
    committed_cast: Cast, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = replace(installation.current(), home=tmp_path, secrets=None)
    monkeypatch.setattr(installation, "current", lambda: here)
    code = committed_cast.home.code

    def run(channel: str, address: str, place: str = code) -> Any:
        return CliRunner().invoke(app, ["outreach", "connect", channel, "-m", place, "--address", address])

    assert run("mastodon", "mastodons://token@social.example").exit_code == 0
    told = run("webhook", "https://kommun.example/hook")
    assert webhook.PREFIX in told.output
    assert here.given(f"mastodon-{code}") == "mastodons://token@social.example"
    assert here.given(f"webhook-{code}").startswith("https://kommun.example/hook whsec_")
    for channel, address in (("mastodon", "https://x.example"), ("webhook", "http://x.example"), ("site", "x")):
        assert run(channel, address).exit_code == 2
    assert run("mastodon", "mastodons://token@social.example", "0000").exit_code != 0
    tried = CliRunner().invoke(app, ["outreach", "send", "1", "-m", code, "--dry-run"])
    assert (tried.exit_code, "no such campaign" in tried.output) == (1, True)
