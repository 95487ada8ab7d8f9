"""Whether the world believes the address that letters come from: SPF, DKIM and DMARC, as the DNS has them."""

from collections.abc import Callable, Sequence
from email.utils import parseaddr
from typing import Final

from kokong.install.doctor import Finding
from kokong.kernel import mail, txt
from kokong.kernel.dkim import Signer
from kokong.kernel.installation import Installation

Records = Callable[[str], Sequence[str]]
_NOBODY: Final = frozenset({"-all", "~all", "?all"})
_ASKS: Final = {"reject": "refuse", "quarantine": "put among spam"}


def look(here: Installation, records: Records = txt.records) -> tuple[Finding, ...]:
    """What the DNS says of the sender, where letters go out at all. No name server answers: that is said."""
    if here.email is None:
        return ()
    domain = parseaddr(here.sender)[1].rpartition("@")[2].lower()
    if "." not in domain:
        says = f"{here.sender} is no address in the world; mail servers refuse it"
        return (Finding("sender", says, "Set KOKONG_EMAIL_FROM to one under your own domain."),)
    try:
        signer = mail.signer()
    except mail.Unsigned as error:
        return (Finding("DKIM", f"letters wait: {error}", "Check KOKONG_DKIM_KEY."),)
    try:
        return _judged(domain, here.mail.bounce_domain or domain, signer, records)
    except txt.NoAnswer as error:
        return (Finding("sender", f"SPF, DKIM and DMARC of {domain} were not looked up ({error})"),)


def _judged(domain: str, envelope: str, signer: Signer | None, records: Records) -> tuple[Finding, ...]:
    """SPF is asked of where letters come back to; it vouches for the sender where both are of one domain."""
    spf, dkim = spf_of(envelope, records(envelope)), _dkim(signer, records)
    akin = domain == envelope or envelope.endswith(f".{domain}") or domain.endswith(f".{envelope}")
    vouched = (spf.ok and akin) or (signer is not None and dkim.ok)
    return spf, dkim, dmarc_of(domain, *policy_of(domain, records), vouched=vouched)


def spf_of(domain: str, found: Sequence[str]) -> Finding:
    """Whether the domain says which servers send for it (RFC 7208)."""
    own = [each for each in found if each.lower().split(" ")[0] == "v=spf1"]
    if not own:
        mend = f"Put a TXT record at {domain} that allows your mail server: v=spf1 … -all."
        return Finding("SPF", f"{domain} doesn't say which servers send for it", mend)
    if len(own) > 1:
        return Finding("SPF", f"{domain} has {len(own)} records, so that receivers take none", "Leave one.")
    if set(own[0].lower().split()[1:]) <= _NOBODY:
        return Finding(
            "SPF", f"{domain} allows no server to send for it ({own[0]})", "Let it allow your mail server."
        )
    return Finding("SPF", f"{domain}: {own[0]}")


def _dkim(signer: Signer | None, records: Records) -> Finding:
    if signer is None:
        return Finding("DKIM", "your mail server signs, or nobody does: KOKONG_DKIM_KEY isn't set")
    return dkim_of(signer, records(place_of(signer)))


def place_of(signer: Signer) -> str:
    """Where in the DNS its key is published."""
    return f"{signer.selector}._domainkey.{signer.domain}"


def dkim_of(signer: Signer, found: Sequence[str]) -> Finding:
    """Whether the key that letters are signed with is the one that receivers find."""
    wanted = _tags(signer.record())["p"]
    if any(_tags(each).get("p", "").replace(" ", "") == wanted for each in found):
        return Finding("DKIM", f"letters are signed, and the key is found at {place_of(signer)}")
    says = "the key is another one" if found else "there is no key"
    mend = f"Put there, as TXT: {signer.record()}"
    return Finding("DKIM", f"{says} at {place_of(signer)}: receivers take our signature for a forged one", mend)


def policy_of(domain: str, records: Records) -> tuple[str, str]:
    """The domain's DMARC record, or the nearest one above it, and where it is; empty where there is none."""
    labels = domain.split(".")
    for start in range(len(labels) - 1):
        place = ".".join(labels[start:])
        own = [each for each in records(f"_dmarc.{place}") if _tags(each).get("v") == "DMARC1"]
        if len(own) == 1:  # of several, receivers take none
            return place, own[0]
    return "", ""


def dmarc_of(domain: str, place: str, record: str, *, vouched: bool) -> Finding:
    """What the domain asks of receivers (RFC 7489), and whether our letters would come through."""
    if not record:
        mend = f"Put a TXT record at _dmarc.{domain}: v=DMARC1; p=none. Large receivers refuse mailings without."
        return Finding("DMARC", f"{domain} has none", mend)
    tags = _tags(record)
    asked = tags.get("p", "none") if place == domain else tags.get("sp", tags.get("p", "none"))
    if not vouched and (word := _ASKS.get(asked.lower())):
        says = f"{place} asks receivers to {word} letters that neither SPF nor DKIM vouches for, as ours"
        return Finding("DMARC", says, "Mend SPF or DKIM first, or send from a domain of your own.")
    return Finding("DMARC", f"{place}: {record}")


def _tags(record: str) -> dict[str, str]:
    parts = (part.partition("=") for part in record.split(";"))
    return {name.strip().lower(): value.strip() for name, sign, value in parts if sign}
