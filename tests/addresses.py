"""Every address of the site, who may ask it, and what it takes: one line for each pattern of the URLconf.

A pattern without a line fails the tests that walk them: who may see a new page is decided here, not by chance.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from django.conf import settings
from django.urls import URLResolver, get_resolver

from kokong.people import rules
from kokong.people.api import Actor

ANYBODY: Final = "anybody"  # also without a sign-in
SIGNED_IN: Final = "signed in"  # about nobody but oneself

# A page is looked at; a script or another program reads data; an act changes something and leads elsewhere.
Kind = Literal["page", "data", "act"]
Parts = tuple[str, ...]


@dataclass(frozen=True)
class Address:
    """Who may: one of `people.rules.MAY`, or the words above; `method` and `body` as a person would send them."""

    kind: Kind
    who: str
    body: Mapping[str, Any] | None = None
    method: str = "GET"

    def may(self, *roles: str) -> bool:
        """Whether a signed-in person with these roles may."""
        return self.who in {ANYBODY, SIGNED_IN} or rules.may(frozenset(roles), self.who)

    def may_be_asked_by(self, actor: Actor) -> bool:
        """Whether this person may."""
        return self.who in {ANYBODY, SIGNED_IN} or actor.may(self.who)


def page(who: str) -> Address:
    """HTML to look at."""
    return Address("page", who)


def data(who: str) -> Address:
    """Anything else to read."""
    return Address("data", who)


def act(who: str, **body: Any) -> Address:
    """Something to do, with what it needs to be understood."""
    return Address("act", who, body, "POST")


def put(who: str, **body: Any) -> Address:
    """Something to replace as a whole."""
    return Address("act", who, body, "PUT")


# Every page of sign-in that is routed, and why: allauth has more, and each of them can change an account.
SIGN_IN: Final = {
    "account_login": (page(ANYBODY), "one signs in"),
    "account_logout": (page(ANYBODY), "one signs out; asked without a sign-in it leads to the start"),
    "account_inactive": (page(ANYBODY), "an account that is switched off is told so"),
    "account_reset_password": (page(ANYBODY), "a forgotten password is asked for anew"),
    "account_reset_password_done": (page(ANYBODY), "says the same whether or not there is an account"),
    "account_reset_password_from_key": (page(ANYBODY), "the letter's link, to the proven address"),
    "account_reset_password_from_key_done": (page(ANYBODY), "says that the password is saved"),
    "mfa_authenticate": (page(ANYBODY), "the second step, before one is signed in"),
    "mfa_login_webauthn": (data(ANYBODY), "signing in with a passkey"),
    "account_reauthenticate": (page(SIGNED_IN), "one shows again who one is before what is delicate"),
    "account_change_password": (page(SIGNED_IN), "one's own password"),
    "account_set_password": (page(SIGNED_IN), "a password where one signs in with a passkey alone"),
    "mfa_index": (page(SIGNED_IN), "one's second steps"),
    "mfa_reauthenticate": (page(SIGNED_IN), "as above, by a code"),
    "mfa_activate_totp": (page(SIGNED_IN), "codes from an app, on"),
    "mfa_deactivate_totp": (page(SIGNED_IN), "and off"),
    "mfa_view_recovery_codes": (page(SIGNED_IN), "codes for the day when the phone is gone"),
    "mfa_generate_recovery_codes": (page(SIGNED_IN), "new ones"),
    "mfa_download_recovery_codes": (data(SIGNED_IN), "on paper"),
    "mfa_list_webauthn": (page(SIGNED_IN), "one's passkeys"),
    "mfa_add_webauthn": (page(SIGNED_IN), "one more"),
    "mfa_reauthenticate_webauthn": (data(SIGNED_IN), "as above, by a passkey"),
    "mfa_remove_webauthn": (page(SIGNED_IN), "one that is lost"),
    "mfa_edit_webauthn": (page(SIGNED_IN), "its name"),
}

# Signing in through a municipality's or an authority's provider.
FEDERATED: Final = {
    "openid_connect_login": (data(ANYBODY), "leads to the provider"),
    "openid_connect_callback": (data(ANYBODY), "and back"),
    "saml_login": (data(ANYBODY), "as above"),
    "saml_acs": (act(ANYBODY), "the provider's page posts its answer here"),
    "saml_finish_acs": (data(ANYBODY), "where it is looked at, with our own cookies"),
    "saml_metadata": (data(ANYBODY), "what the provider needs to know of us"),
    "saml_sls": (data(ANYBODY), "404: allauth needs its name"),
}

OUTSIDE: Final = {  # they know no municipality, or the one that their link names
    **{name: address for name, (address, _why) in (SIGN_IN | FEDERATED).items()},
    "people:through": page(ANYBODY),
    "people:invitation": page(ANYBODY),
    "people:address": page(SIGNED_IN),
    "people:address-proof": page(SIGNED_IN),
    "set_language": act(ANYBODY),
    "people:language": act(ANYBODY, language="en"),
    "sending:push-worker": data(ANYBODY),
    "unsubscribe": page(ANYBODY),
    "bounces": act(ANYBODY),
    "meetings:answer": page(ANYBODY),
    "meetings:event": data(ANYBODY),
    "meetings:feed": data(ANYBODY),
    "walks-public:sign-up": page(ANYBODY),
    "walks-public:wish-for": page(ANYBODY),
    "walks-public:confirm": page(ANYBODY),
    "walks-public:answer": page(ANYBODY),
    "walks-public:answer-one": page(ANYBODY),
    "watch:join": page(ANYBODY),
    "watch:join-group": page(ANYBODY),
    "watch:link": page(ANYBODY),
    "watch:accept": page(ANYBODY),
    "watch:mine": page(ANYBODY),
    "watch:agree": act(ANYBODY),
    "watch:correct": act(ANYBODY, name="Nora"),
    "watch:leave": act(ANYBODY),
    "watch:take-along": data(ANYBODY),
    "public:site": page(ANYBODY),
    "public:piece": page(ANYBODY),
    "public:colours": data(ANYBODY),
    "public:search": page(ANYBODY),
    "public:report": page(ANYBODY),
    "public:sitemap": data(ANYBODY),
    "public:site-robots": data(ANYBODY),
    "public:robots": data(ANYBODY),
    "public:card": data(ANYBODY),
    "public:nothing": page(ANYBODY),
    "public:crest": data(ANYBODY),
    "public:picture": data(ANYBODY),
    "public:old-site": page(ANYBODY),
    "public:old": page(ANYBODY),
    "public:page": page(ANYBODY),
    "public:below": page(ANYBODY),
    "public:feed": data(ANYBODY),
    "outreach:follow": data(ANYBODY),
    "outreach:subscribe": page(ANYBODY),
    "outreach:newsletter-link": page(ANYBODY),
    "outreach:confirm": page(ANYBODY),
    "outreach:mine": page(ANYBODY),
    "outreach:choose": act(ANYBODY),
    "outreach:leave": act(ANYBODY),
    "outreach:take-along": data(ANYBODY),
    "field:offline": page(ANYBODY),
    "field:sw": data(ANYBODY),
    "field:map-worker": data(ANYBODY),
    "field:manifest": data(ANYBODY),
    "api:openapi-json": data(ANYBODY),
    "api:openapi-view": data(ANYBODY),  # drawn by Swagger UI
    "api:api-root": data(ANYBODY),
}

WHY: Final = {"reason": "The door had been left open."}

INSIDE: Final = {
    "people:account": page(SIGNED_IN),
    "people:municipality": page(SIGNED_IN),
    "people:here": data(SIGNED_IN),
    "people:back": page(SIGNED_IN),
    "sending:mine": page(SIGNED_IN),
    "sending:add-device": act(SIGNED_IN),
    "sending:remove-device": act(SIGNED_IN),
    "sending:news": data(SIGNED_IN),
    "sending:stream": data(SIGNED_IN),
    "sending:put-away": act(SIGNED_IN),
    "sending:undelivered": page("message.mend"),
    "sending:send-again": act("message.mend"),
    "sending:leave": act("message.mend"),
    "mailings:list": page("mailing.steer"),
    "mailings:mailing": page("mailing.steer"),
    "mailings:pause": act("mailing.steer"),
    "mailings:resume": act("mailing.steer"),
    "mailings:stop": act("mailing.steer"),
    "mailings:again": act("mailing.steer"),
    "people:list": page("people.manage"),
    "people:person": page("people.manage"),
    "people:end": act("people.manage"),
    "people:end-role": act("people.manage"),
    "people:invite-again": act("people.manage"),
    "people:invite-withdraw": act("people.manage"),
    "people:tokens": page("layers.read"),
    "people:token-new": page("layers.read"),
    "people:token-revoke": act("layers.read"),
    "people:sessions": page(SIGNED_IN),
    "people:sessions-end": act(SIGNED_IN),
    "people:session-end": act(SIGNED_IN),
    "people:second-step": page(SIGNED_IN),
    "people:security": page("people.security"),
    "people:token-end": act("people.security"),
    "ogc:landing": page("layers.read"),
    "ogc:api": page("layers.read"),
    "ogc:conformance": page("layers.read"),
    "ogc:collections": page("layers.read"),
    "ogc:collection": page("layers.read"),
    "ogc:schema": data("layers.read"),
    "ogc:items": page("layers.read"),
    "ogc:item": page("layers.read"),
    "desk:today": page(SIGNED_IN),
    "desk:method": page("desk.see"),
    "desk:plan": page("desk.see"),
    "desk:burglary": page("desk.see"),
    "desk:burglary_step": data("desk.see"),
    "desk:burglary_features": data("desk.see"),
    "desk:burglary_police": act("burglary.police", purpose="case"),
    "desk:map": page("desk.see"),
    "desk:dwelling": page("desk.see"),
    "desk:log": page("audit.read"),
    "places:search": data("places.search"),
    "places:tiles": data("places.map"),
    "places:basemap": data("places.map"),
    "places:layer": data("layers.read"),
    "places:edge": data("places.map"),
    "pictures:image": data("picture.see"),
    "outreach:list": page("campaign.see"),
    "outreach:new": page("campaign.write"),
    "outreach:campaign": page("campaign.see"),
    "outreach:plan": page("campaign.write"),
    "outreach:compose": page("campaign.write"),
    "outreach:move": act("campaign.see", why="Det är dags.", version="1"),
    "outreach:channel": page("campaign.see"),
    "outreach:paper": data("campaign.see"),
    "outreach:decide": act("campaign.send", where=""),
    "signs:list": page("sign.see"),
    "signs:new": page("sign.do"),
    "signs:next": page("sign.do"),
    "signs:take-over": act("sign.do", sealed="x"),
    "signs:sign": page("sign.see"),
    "signs:change": page("sign.do"),
    "signs:check": act("sign.do", condition="good"),
    "signs:agree": act("sign.do", answer="yes", channel="spoken"),
    "signs:act": act("sign.do", on="2026-01-01"),
    "walks:list": page("walk.see"),
    "walks:new": page("walk.do"),
    "walks:wish": page("walk.do"),
    "walks:holders": page("walk.do"),
    "walks:new-holder": page("walk.do"),
    "walks:holder": page("walk.do"),
    "walks:end-holder": act("walk.do"),
    "walks:walk": page("walk.see"),
    "walks:change": page("walk.do"),
    "walks:act": act("walk.do", said=""),
    "walks:protocol": data("walk.see"),
    "walks:note": page("walk.note"),
    "walks:send": act("walk.do"),
    "walks:renew": act("walk.do"),
    "walks:finding": page("walk.see"),
    "walks:correct": page("walk.do"),
    "walks:ask": act("walk.do", holder="1"),
    "walks:join": act("walk.do", other="1"),
    "walks:answer-for": act("walk.do", answer="mend", said="Lampan lyser."),
    "walks:step": act("walk.do", said=""),
    "watch:list": page("watch.see"),
    "watch:new": page("watch.do"),
    "watch:settings": page("watch.settings"),
    "watch:wished": data("watch.do"),
    "watch:group": page("watch.see"),
    "watch:act": act("watch.do", on="2026-01-01"),
    "watch:start-meeting": page("watch.do"),
    "watch:rename": act("watch.do", name="Ekvägen"),
    "watch:met": act("watch.do", on="2026-01-01"),
    "watch:roster": page("watch.see"),
    "watch:checked": act("watch.do"),
    "watch:home": page("watch.do"),
    "watch:answer": act("watch.do", state="declined"),
    "watch:invite": act("watch.do", name="Ida", email="ida@granne.example"),
    "watch:poster": data("watch.see"),
    "watch:roster-pdf": data("watch.see"),
    "watch:decals": act("watch.do", on="2026-01-01"),
    "watch:own": page("watch.care"),
    "watch:care": page("watch.care"),
    "watch:care-roster": page("watch.care"),
    "watch:confirm": act("watch.care"),
    "watch:turn-away": act("watch.care"),
    "watch:order-decals": act("watch.care"),
    "watch:away": page("watch.care"),
    "watch:come-back": act("watch.care"),
    "watch:notes": page("watch.care"),
    "watch:remove-note": act("watch.care"),
    "watch:questions": page("watch.care"),
    "watch:question": page("watch.do"),
    "watch:task": data("watch.do"),
    "watch:send-decals": act("watch.do", on="2026-01-01"),
    "watch:let-in": act("watch.trust"),
    "watch:name-role": act("watch.do", role="head"),
    "watch:remove": act("watch.do"),
    "field:signs": page("sign.check"),
    "field:signs-state": data("sign.check"),
    "places:quiet": page("do_not_visit.edit"),
    "places:quiet-home": page("do_not_visit.edit"),
    "places:unquiet": act("do_not_visit.edit"),
    "areas:list": page("area.see"),
    "areas:area": page("area.see"),
    "areas:homes": page("area.see"),
    "areas:features": data("area.see"),
    "areas:draw": page("area.edit"),
    "areas:streets": page("area.edit"),
    "areas:building": page("area.edit"),
    "areas:upload": page("area.edit"),
    "areas:choose": page("area.edit"),
    "areas:outline": page("area.edit"),
    "areas:rename": act("area.edit", name="Södra Malmen"),
    "areas:retire": act("area.edit"),
    "areas:restore": act("area.edit"),
    "pictures:picture": page("picture.see"),
    "pictures:add": page("picture.change"),
    "pictures:blur": page("picture.change"),
    "pictures:remove": act("picture.change"),
    "public:list": page("public.see"),
    "public:settings": page("public.site"),
    "public:pieces": page("public.site"),
    "public:reports": page("public.site"),
    "public:report-done": act("public.site"),
    "public:preview": page("public.see"),
    "public:publish": act("public.publish"),
    "public:withdraw": act("public.publish"),
    "texts:list": page("text.see"),
    "texts:new": page("text.write"),
    "texts:add-picture": page("text.write"),
    "texts:text": page("text.see"),
    "texts:rewrite": page("text.write"),
    "texts:move": act("text.see", said="Stämmer av.", revision=1),
    "texts:revision": page("text.see"),
    "texts:restore": act("text.write"),
    "meetings:list": page("meeting.see"),
    "meetings:new": page("meeting.hold"),
    "meetings:renew-feed": act("meeting.see"),
    "meetings:agreed": page("meeting.see"),
    "meetings:speakers": page("meeting.speak"),
    "meetings:withdraw": act("meeting.speak"),
    "meetings:meeting": page("meeting.see"),
    "meetings:change": page("meeting.hold"),
    "meetings:move": page("meeting.hold"),
    "meetings:announce": act("meeting.hold"),
    "meetings:hold": act("meeting.hold"),
    "meetings:cancel": act("meeting.hold", said="Salen är stängd."),
    "meetings:again": act("meeting.hold"),
    "meetings:invite": act("meeting.hold", guests="Eva Ek, eva@ek.example"),
    "meetings:leave-out": act("meeting.hold"),
    "meetings:material": act("meeting.hold", title="Karta", url="https://karta.example/"),
    "meetings:drop-material": act("meeting.hold"),
    "meetings:book": act("meeting.hold"),
    "meetings:free": act("meeting.hold"),
    "meetings:attendance": page("meeting.hold"),
    "meetings:came": act("meeting.hold", came="1"),
    "meetings:walk-in": act("meeting.hold", count="1"),
    "meetings:walk-out": act("meeting.hold"),
    "meetings:poster": data("meeting.see"),
    "meetings:paper-list": data("meeting.hold"),
    "meetings:minutes": page("meeting.hold"),
    "meetings:agree": act("meeting.hold", text="Lampan lagas."),
    "meetings:drop": act("meeting.hold"),
    "meetings:send": act("meeting.hold"),
    "tasks:list": page("task.see"),
    "tasks:take": act("task.do"),
    "tasks:give-back": act("task.do"),
    "tasks:remind": act("task.do", day=""),
    "tasks:end": act("task.do", ending="not_needed", answer="Har redan en skylt"),
    "tasks:reopen": act("task.do"),
    "risk:overview": page("risk.see"),
    "risk:near-repeats": page("risk.see"),
    "risk:backtest": page("risk.see"),
    "risk:summary": page("risk.see"),
    "risk:settings": page("risk.see"),
    "risk:defaults": act("risk.settings"),
    "risk:accept": act("risk.settings"),
    "risk:decline": act("risk.settings", **WHY),
    "risk:runs": page("risk.see"),
    "risk:run": page("risk.see"),
    "risk:ask": act("risk.run"),
    "incidents:list": page("burglary.see"),
    "incidents:report": page("burglary.report"),
    "incidents:confirm": act("burglary.confirm"),
    "incidents:withdraw": page("burglary.withdraw"),
    "incidents:correct": page("burglary.correct"),
    "intake:list": page("import.see"),
    "intake:addresses": page("places.import"),
    "intake:addresses-columns": page("places.import"),
    "intake:addresses-map": data("places.import"),
    "intake:addresses-sheet": act("places.import", header_at="1"),
    "intake:addresses-progress": page("places.import"),
    "intake:addresses-resume": act("places.import"),
    "intake:addresses-refused": data("places.import"),
    "intake:upload": page("burglary.import"),  # each importer says who may; the cast's file is of burglaries
    "intake:columns": page("burglary.import"),
    "intake:map": data("burglary.import"),
    "intake:sheet": act("burglary.import", header_at="1"),
    "intake:progress": page("burglary.import"),
    "intake:resume": act("burglary.import"),
    "intake:left-csv": data("burglary.import"),
    "intake:left-xlsx": data("burglary.import"),
    "incidents:news": page("news.settings"),
    "cocoons:list": page("cocoon.see"),
    "cocoons:presets": page("cocoon.settings"),
    "cocoons:preset": page("cocoon.settings"),
    "cocoons:contact": page("cocoon.settings"),
    "cocoons:cocoon": page("cocoon.see"),
    "cocoons:doors": data("cocoon.see"),
    "cocoons:add": act("cocoon.plan"),
    "cocoons:drop": page("cocoon.plan"),
    "cocoons:confirm": act("cocoon.plan"),
    "cocoons:count": act("cocoon.plan", homes="12"),
    "cocoons:move": act("cocoon.plan", way="down"),
    "cocoons:end": page("cocoon.plan"),
    "cocoons:resume": act("cocoon.plan"),
    "cocoons:suggest": act("cocoon.plan"),
    "cocoons:pdf": data("cocoon.plan"),
    "cocoons:make-round": act("round.assign"),
    "cocoons:round": page("cocoon.see"),
    "cocoons:assign": act("round.assign"),
    "cocoons:paper": page("cocoon.plan"),
    "cocoons:paper-line": act("cocoon.plan"),
    "cocoons:round-pdf": data("cocoon.plan"),
    "cocoons:change-round": act("round.assign"),
    "alarms:console": page("alarm.see"),
    "alarms:alarm": page("alarm.see"),
    "alarms:queue": data("alarm.see"),
    "alarms:see-all": act("alarm.handle", until="0"),
    "alarms:stream": data("alarm.see"),
    "alarms:features": data("alarm.see"),
    "alarms:tile": data("alarm.see"),
    "alarms:act": act("alarm.handle"),
    "alarms:calls": page("alarm.handle"),
    "alarms:call": page("alarm.handle"),
    "alarms:check-word": act("alarm.handle", word="blåbär"),
    "alarms:calls-of": page("alarm.accounts"),
    "alarms:routine": page("alarm.enrol"),
    "alarms:answers": page("alarm.accounts"),
    "alarms:shift": page("alarm.see"),
    "alarms:shift-note": act("alarm.handle", text="The spare key is at the desk."),
    "alarms:shift-note-done": act("alarm.handle"),
    "alarms:take-shift": act("alarm.handle"),
    "alarms:hand-over": page("alarm.see"),
    "alarms:year-report": data("alarm.accounts"),
    "alarms:accounts": page("alarm.accounts"),
    "alarms:account": page("alarm.accounts"),
    "alarms:misheard": page("alarm.accounts"),
    "alarms:keys": act("alarm.enrol"),
    "alarms:expected": page("alarm.accounts"),
    "alarms:enrol": page("alarm.enrol"),
    "alarms:sheet": page("alarm.enrol"),
    "alarms:zones": page("alarm.enrol"),
    "alarms:zone-features": data("alarm.enrol"),
    "alarms:live": data("alarm.accounts"),
    "alarms:letter": page("alarm.accounts"),
    "alarms:edit": page("alarm.enrol"),
    "alarms:retire": act("alarm.enrol"),
    "alarms:contacts": page("alarm.enrol"),
    "alarms:contact": page("alarm.enrol"),
    "alarms:arrange": act("alarm.enrol", way="down"),
    "alarms:agree": act("alarm.accounts", notes="The dog sleeps upstairs now."),
    "alarms:pause": act("alarm.accounts", what="test", begins="2026-01-01T10:00", ends="2036-01-01T10:00"),
    "alarms:pause-weekly": act(
        "alarm.accounts", what="test", weekday="1", from_time="10:00", to_time="12:00", until="2036-01-01"
    ),
    "alarms:resume": act("alarm.accounts"),
    "alarms:test": act("alarm.accounts", minutes="30"),
    "field:rounds": page("round.visit"),
    "field:round": page("round.visit"),
    "field:take": act("round.visit"),
    "field:session": data("round.visit"),
    "field:state": data("round.visit"),
    "field:photo": act(
        "round.visit",
        id="3a8b1c36-0000-4000-8000-000000000001",
        record="3a8b1c36-0000-4000-8000-000000000002",
        kind="sign",
        subject=1,
        at="2020-01-01T12:00:00Z",
        digest="0" * 64,
        user=1,
        municipality=1,
        device="3a8b1c36-0000-4000-8000-000000000000",
    ),
    "field:outbox": act("round.visit", device="3a8b1c36-0000-4000-8000-000000000000", waiting=0, events=[]),
    "api:list_burglaries": data("burglary.see"),
    "api:report_burglary": act("burglary.report", earliest="2020-01-01", latest="2020-01-02"),
    "api:get_burglary": data("burglary.see"),
    "api:confirm_burglary": act("burglary.confirm"),
    "api:withdraw_burglary": act("burglary.withdraw", **WHY),
    "api:correct_burglary": act("burglary.correct", **WHY),
    "api:list_alarms": data("alarm.see"),
    "api:list_accounts": data("alarm.accounts"),
    "api:enrol_account": act("alarm.enrol", account="77"),
    "api:get_account": data("alarm.accounts"),
    "api:list_events": data("alarm.accounts"),
    "api:set_plan": put("alarm.enrol", text="A dog.", zones=[]),
    "api:list_cocoons": data("cocoon.see"),
    "api:get_cocoon": data("cocoon.see"),
    "api:get_doors": data("cocoon.see"),
    "api:list_risk_runs": data("risk.see"),
    "api:ask_for_risk_runs": act("risk.run", kinds=["surface"]),
    "api:get_risk_run": data("risk.see"),
    "api:list_latest_risk": data("risk.see"),
    "api:list_risk_zones": data("risk.see"),
    "api:get_risk_settings": data("risk.see"),
    "api:accept_risk_proposal": act("risk.settings"),
    "api:decline_risk_proposal": act("risk.settings", **WHY),
    "api:reset_risk_settings": act("risk.settings"),
}

ADDRESSES: Final[Mapping[str, Address]] = OUTSIDE | INSIDE


def patterns() -> dict[str, Parts]:
    """Every pattern of the URLconf by name, and the names of its parts."""
    return _patterns(settings.ROOT_URLCONF)


@cache
def _patterns(urlconf: str) -> dict[str, Parts]:
    """Walked once, for thousands who ask."""
    return dict(_walk(get_resolver(urlconf)))


def _walk(
    resolver: URLResolver, room: str = "", parts: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in resolver.url_patterns:
        known = parts + tuple(each.pattern.regex.groupindex)
        if isinstance(each, URLResolver):
            yield from _walk(each, f"{room}{each.namespace}:" if each.namespace else room, known)
        else:
            yield f"{room}{each.name}", known
