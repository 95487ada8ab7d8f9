"""Every address of `outreach`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import ANYBODY, act, data, page

OUTSIDE: Final = {  # they know no municipality, or the one that their link names
    "outreach:follow": data(ANYBODY),
    "outreach:subscribe": page(ANYBODY),
    "outreach:newsletter-link": page(ANYBODY),
    "outreach:confirm": page(ANYBODY),
    "outreach:mine": page(ANYBODY),
    "outreach:choose": act(ANYBODY),
    "outreach:leave": act(ANYBODY),
    "outreach:text-me": act(ANYBODY, phone="070-123 45 67"),
    "outreach:text-code": act(ANYBODY, code="123456"),
    "outreach:text-stop": act(ANYBODY),
    "outreach:take-along": data(ANYBODY),
}

INSIDE: Final = {
    "outreach:list": page("campaign.see"),
    "outreach:new": page("campaign.write"),
    "outreach:campaign": page("campaign.see"),
    "outreach:prices": page("campaign.send"),
    "outreach:replies": page("campaign.send"),
    "outreach:reply": page("campaign.send"),
    "outreach:reply-act": act("campaign.send"),
    "outreach:press": page("campaign.send"),
    "outreach:press-remove": act("campaign.send"),
    "outreach:plan": page("campaign.write"),
    "outreach:compose": page("campaign.write"),
    "outreach:move": act("campaign.see", why="Det är dags.", version="1"),
    "outreach:channel": page("campaign.see"),
    "outreach:paper": data("campaign.see"),
    "outreach:decide": act("campaign.send", where=""),
}
