"""The ways out: a module each, and no other code that reaches beyond this room."""

from typing import Final

from . import by_hand, networks, newsletter, paper, press, push, site, texts, webhook
from .values import Channel

CHANNELS: Final[dict[str, Channel]] = {
    each.name: each
    for each in (
        site.CHANNEL,
        newsletter.CHANNEL,
        texts.CHANNEL,
        push.CHANNEL,
        press.CHANNEL,
        networks.MASTODON,
        networks.BLUESKY,
        paper.CHANNEL,
        by_hand.CHANNEL,
        webhook.CHANNEL,
    )
}
"""In the order in which a writer is offered them."""


def find(name: str) -> Channel | None:
    """One by its name; None for one that this edition doesn't have."""
    return CHANNELS.get(name)
