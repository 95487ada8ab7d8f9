"""What each chosen channel says, as a writer sees it before and as it goes out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from django.utils.safestring import SafeString

from kokong.kernel import installation
from kokong.kernel.pages import Words as Said
from kokong.texts import api as texts

from . import wording
from .channels import CHANNELS
from .channels.values import Channel
from .values import Audience
from .wording import Length, Words

CODE_LENGTH: Final = 7


@dataclass(frozen=True)
class Adapted:
    """One channel's text. `own`: it differs from what the main text makes of itself. `reach`: for how many it is,
    where that is known and was asked; `cost`: of its text messages, where somebody said a price."""

    channel: Channel
    text: str
    own: bool
    length: Length
    reach: int | None = None
    cost: Decimal | None = None

    @property
    def html(self) -> SafeString | None:
        """The text as it is shown on paper and pages; None for plain text."""
        return texts.html(self.text) if self.channel.form == "whole" else None

    @property
    def why_not(self) -> Said:
        """Why this channel can't be used now."""
        return self.channel.why_not


def adapted(words: Words, *, code: str, links: Mapping[str, str] | None = None) -> tuple[Adapted, ...]:
    """The text of each chosen channel; with a link of the right length where none is made yet.

    `code` is the municipality's.
    """
    chosen = [channel for name, channel in CHANNELS.items() if name in words.channels]
    site = any(channel.name == "site" for channel in chosen)
    example = address(code=code, link="x" * CODE_LENGTH) if words.link or site else ""
    return tuple(_one(channel, words, (links or {}).get(channel.name, example)) for channel in chosen)


def reaching(texts: Iterable[Adapted], audience: Audience) -> tuple[Adapted, ...]:
    """The same, with for how many each of them is, and what that costs."""
    return tuple(
        each if each.channel.reach is None else _reaching(each, each.channel.reach(audience)) for each in texts
    )


def _reaching(each: Adapted, many: int) -> Adapted:
    price = installation.current().mail.sms_price
    if not each.length.parts or price is None:
        return replace(each, reach=many)
    return replace(each, reach=many, cost=Decimal(str(round(many * each.length.parts * price, 2))))


def text_of(channel: Channel, words: Words, link: str) -> str:
    """What a channel says, with its link, and below it what stands there always."""
    text = words.own.get(channel.name) or channel.adapt(words)
    text = wording.with_link(text, link) if channel.form != "whole" else text.replace("{link}", link)
    return f"{text}\n{channel.foot()}" if channel.foot is not None else text


def _one(channel: Channel, words: Words, link: str) -> Adapted:
    text = text_of(channel, words, link)
    read = wording.plain(text) if channel.form == "whole" else text
    size = wording.length(read, longest=channel.longest, message=channel.form == "message")
    return Adapted(channel, text, bool(words.own.get(channel.name)), size)


def own_words(words: Mapping[str, str], of: Words) -> dict[str, str]:
    """Only what says something else than the main text makes of itself."""
    plain = {name: text.strip() for name, text in words.items() if name in CHANNELS and text.strip()}
    return {name: text for name, text in plain.items() if text != CHANNELS[name].adapt(of).strip()}


def problems(words: Words, *, code: str) -> tuple[str, ...]:
    """What keeps words from going out: codes of `words.AGAINST`."""
    found = []
    if not words.title or not (words.body or words.lead):
        found.append("empty")
    if not words.channels:
        found.append("channels")
    if any(each.length.too_many for each in adapted(words, code=code)):
        found.append("long")
    return tuple(found)


def address(*, code: str, link: str) -> str:
    """The address that a text holds, which leads on and is counted."""
    return f"{installation.current().url}/l/{code}/{link}"
