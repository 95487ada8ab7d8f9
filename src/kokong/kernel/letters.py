"""How letters to many go out, as the environment says. Plain Python: `installation` reads it."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PER_SECOND: Final = 50.0
REFUSED_SHARE: Final = 0.2
_EXPLAINED: Final = "it must be a number, with a point, that is not negative"


@dataclass(frozen=True)
class Rate:
    """So many a second in the long run, and at most `burst` at once; a `per_second` of 0 sets no bound."""

    per_second: float
    burst: int

    @property
    def bounded(self) -> bool:
        """Whether there is a bound at all."""
        return self.per_second > 0


@dataclass(frozen=True)
class Letters:
    """Settings of letters to many.

    `domain_rate` is how many a second go to one mail domain, `gateway_rate` through our mail server in all (0: no
    bound). A mailing pauses by itself when more than `refused_share` (0–1) of the last answers were refusals.
    Letters are signed with the key in the file `dkim_key`, published as `dkim_selector`; without one unsigned.
    What comes back goes to addresses under `bounce_domain`; to the sender where it is empty.
    `sms_price` is what one part of a text message costs, in the municipality's currency; None where nobody said.
    """

    domain_rate: float = PER_SECOND
    gateway_rate: float = 0.0
    refused_share: float = REFUSED_SHARE
    sms_price: float | None = None
    dkim_key: Path | None = None
    dkim_selector: str = "kokong"
    bounce_domain: str = ""

    def rate(self, domain: str) -> Rate:
        """The pace of one mail domain; of the gateway where it is empty."""
        per_second = self.domain_rate if domain else self.gateway_rate
        return Rate(per_second, max(1, round(2 * per_second)))

    def rates(self, domains: Collection[str]) -> Mapping[str, Rate]:
        """The pace of each of some mail domains."""
        return {each: self.rate(each) for each in domains}


def read(environment: Mapping[str, str]) -> Letters:
    """The settings that an environment gives. Raises ValueError, naming the variable, for what can't be meant."""
    price, key = environment.get("KOKONG_SMS_PRICE"), environment.get("KOKONG_DKIM_KEY")
    return Letters(
        domain_rate=_number(environment, "KOKONG_MAIL_PER_SECOND_AND_DOMAIN", PER_SECOND),
        gateway_rate=_number(environment, "KOKONG_MAIL_PER_SECOND", 0.0),
        refused_share=_number(environment, "KOKONG_MAIL_REFUSED_SHARE", REFUSED_SHARE, most=1.0),
        sms_price=_number(environment, "KOKONG_SMS_PRICE", 0.0) if price else None,
        dkim_key=Path(key).expanduser() if key else None,
        dkim_selector=_name(environment, "KOKONG_DKIM_SELECTOR", "kokong"),
        bounce_domain=_name(environment, "KOKONG_BOUNCE_DOMAIN", "").lower(),
    )


def _name(environment: Mapping[str, str], name: str, fallback: str) -> str:
    text = environment.get(name) or fallback
    labels = text.split(".") if text else []
    if all(re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?", label) for label in labels):
        return text
    raise ValueError(f"{name} is {text!r}; it must be a name in the DNS: letters, digits, hyphens.")


def _number(environment: Mapping[str, str], name: str, fallback: float, *, most: float = 1e6) -> float:
    text = environment.get(name) or str(fallback)
    try:
        number = float(text)
    except ValueError as error:
        raise ValueError(f"{name} is {text!r}; {_EXPLAINED}.") from error
    if not 0 <= number <= most:
        raise ValueError(f"{name} is {text!r}; {_EXPLAINED}, and at most {most:g}.")
    return number
