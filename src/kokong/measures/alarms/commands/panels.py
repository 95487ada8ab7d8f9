"""`kokong alarms`: panels enrolled, what they sent, whom to call."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kokong.kernel.terminal import AsJson, Code, begin, known, municipality, print_json

from .account import Line, Number, Receiver, no_account, the_account

if TYPE_CHECKING:
    from kokong.measures.alarms.api import Account, Event, NewKey

commands = typer.Typer(
    name="alarms", help="Home alarms: panels, their events, the receiver.", no_args_is_help=True
)


@commands.command()
def enrol(
    municipality_code: Code,
    account: Number,
    receiver: Annotated[str, typer.Option(help="Receiver number, hexadecimal.")] = "0",
    line: Annotated[
        str, typer.Option(help="Line number, where the panel can't send the municipality's own; it needs a key.")
    ] = "",
    key: Annotated[
        str, typer.Option(metavar="HEX", help="AES key, 32, 48 or 64 hexadecimal digits; - asks for it.")
    ] = "",
    key_ascii: Annotated[
        str, typer.Option(metavar="TEXT", help="AES key, 16, 24 or 32 characters; - asks for it.")
    ] = "",
    transport: Annotated[str, typer.Option(help="tcp, udp or any.")] = "any",
    interval: Annotated[
        int | None, typer.Option(metavar="SECONDS", help="How often the panel polls. Without it nobody watches.")
    ] = None,
    address: Annotated[str, typer.Option(help='Of the dwelling, such as "Storgatan 5 B".')] = "",
    quirk: Annotated[
        str,
        typer.Option(help="Not needed: none, cr-counted (Eldes) and binary-crc (Lupus, Egardia) are recognised."),
    ] = "none",
    centre: Annotated[str, typer.Option(help="Name of the alarm centre that handles its alarms.")] = "",
    as_json: AsJson = False,
) -> None:
    """Enrol a panel; a running receiver knows it at once. Without a key the panel must send plain frames."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.measures.alarms import api

        dwelling, written = _home(address)
        enrolled = api.enrol(
            account=account,
            receiver=receiver,
            line=line,
            key=_key(key, key_ascii),
            transport=transport,
            interval_s=interval,
            quirks=_quirk(quirk),
            dwelling_id=dwelling,
            address=written,
            centre_id=_centre(centre) if centre else None,
            now=timezone.now(),
        )
    program = f"enrolled. Program line number {enrolled.line} in the panel (L, account prefix)"
    _tell(municipality_code, enrolled, program, as_json)


@commands.command("list")
def list_all(
    municipality_code: Code,
    retired: Annotated[bool, typer.Option("--retired", help="Those out of service, too.")] = False,
    search: Annotated[
        str, typer.Option(metavar="TEXT", help="Number, words of the address, a contact's name or telephone.")
    ] = "",
    which: Annotated[
        str,
        typer.Option(help="due, planned, often, silent, never, trouble, testing, nobody or retired."),
    ] = "",
    area: Annotated[str, typer.Option(metavar="NAME", help="Only homes in this area.")] = "",
    as_json: AsJson = False,
) -> None:
    """List the accounts of a municipality, or those that are looked for. Keys are never shown."""
    with municipality(municipality_code):
        from kokong.measures.alarms import api

        looked = search or which or area
        found = _found(search, which, area) if looked else api.accounts(retired=retired)
    if as_json:
        print_json([_as_json(municipality_code, one) for one in found])
        return
    for one in found:
        typer.echo(f"{_line(one):14} {_state(one):20} {one.address or '–'}")


def _found(search: str, which: str, area: str) -> "tuple[Account, ...]":
    """The accounts that are looked for, by number."""
    from django.utils import timezone

    from kokong.kernel.errors import UserError
    from kokong.measures.alarms.panels import finding
    from kokong.places import api as places

    if which not in finding.WHICH:
        raise UserError(f"{which} is no such choice. Choose one of {', '.join(filter(None, finding.WHICH))}.")
    try:
        inside = finding.area_named(area) if area else None
    except places.AreaNotFound:
        raise UserError(f"There is no area called {area!r}.") from None
    wanted = finding.Wanted(timezone.now(), search, which, inside, sort="account")
    return tuple(home.account for home in finding.find(wanted=wanted)[:])


@commands.command()
def retire(
    municipality_code: Code, account: Number, receiver: Receiver = None, line: Line = None, as_json: AsJson = False
) -> None:
    """Take a panel out of service: the receiver no longer answers it, and its key is forgotten."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.measures.alarms import api

        found = api.retire(account_id=the_account(account, receiver, line).id, now=timezone.now())
    _tell(municipality_code, found, "retired", as_json)


@commands.command("test")
def begin_test(
    municipality_code: Code,
    account: Number,
    minutes: Annotated[int, typer.Option(help="For so long nothing goes out; 0 ends the test.")] = 30,
    receiver: Receiver = None,
    line: Line = None,
    as_json: AsJson = False,
) -> None:
    """Test a panel: its events are kept, and nobody is alarmed."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.measures.alarms import api

        panel = the_account(account, receiver, line)
        found = api.set_test(account_id=panel.id, minutes=minutes, now=timezone.now())
    _tell(municipality_code, found, f"in test for {minutes} minutes" if minutes else "in service", as_json)


@commands.command()
def events(
    municipality_code: Annotated[
        str, typer.Option("--municipality", "-m", metavar="CODE", help="Only of this one; otherwise of all.")
    ] = "",
    account: Annotated[str, typer.Option(metavar="NUMBER", help="Only of this account.")] = "",
    receiver: Receiver = None,
    line: Line = None,
    since: Annotated[str, typer.Option(help="Received from then on, ISO 8601, e.g. 2026-03-01T18:00.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show what panels have sent, in the order it was stored.

    With --json one list, one object a line: account, receiver, line, sequence, code, kind, zone, area, raw,
    received, occurred and more. Times carry their offset; raw is the message's content as opened.
    """
    begin()
    from kokong.incidents.api import times
    from kokong.kernel import tenancy
    from kokong.measures.alarms import api

    from_then = times.parse(since, field="since") if since else None
    home = known(code=municipality_code).pk if municipality_code else None
    with tenancy.scope(municipality_id=home, authority="system" if home else "receiver"):
        found = api.find_accounts(account=account, receiver=receiver, line=line, retired=True) if account else None
        if found == ():
            no_account(account)
        ids = None if found is None else [one.id for one in found]
        _print_events(api.each_event(account_ids=ids, since=from_then), as_json=as_json)


def _print_events(found: Any, *, as_json: bool) -> None:
    import json

    between = "[\n"
    for code, event in found:
        if as_json:
            typer.echo(between + json.dumps(_event(code, event), ensure_ascii=False, default=str), nl=False)
            between = ",\n"
        else:
            what = f"{event.account:8} {event.code:4} {event.kind:14} {event.area:3} {event.zone}"
            typer.echo(f"{_local(event.received)}  {what}".rstrip())
    if as_json:
        typer.echo("\n]" if between == ",\n" else "[]")


@commands.command()
def centre(
    name: Annotated[str, typer.Argument(help="Name of the alarm centre.")],
    operator: Annotated[
        list[str] | None, typer.Option(help='Somebody who handles its alarms: "Name <e-mail>". May be repeated.')
    ] = None,
    supervisor: Annotated[
        list[str] | None,
        typer.Option(help='Somebody who also sees, hands over and closes what colleagues have: "Name <e-mail>".'),
    ] = None,
    ended: Annotated[
        list[str] | None, typer.Option(help="E-mail address of somebody who no longer does. May be repeated.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make an alarm centre that may serve several municipalities, and say who works there.

    Its operators sign in with an account of their own, which has no role in any municipality; they choose a
    password through «Forgot your password?».
    """
    begin()
    from email.utils import parseaddr

    from kokong.kernel import tenancy
    from kokong.measures.alarms import api
    from kokong.people import api as people

    with tenancy.scope(municipality_id=None, authority="system"):
        made = api.make_centre(name=name)
        for text in [*(operator or ()), *(supervisor or ())]:
            full, email = parseaddr(text)
            user_id = people.sign_in(email=email, name=full or email)
            leads = text in (supervisor or ())
            api.add_operator(centre_id=made, user_id=user_id, name=full or email, email=email, supervisor=leads)
        for email in ended or ():
            api.remove_operator(centre_id=made, user_id=people.account_of(email=email))
    if as_json:
        print_json({"centre": made, "name": name})
    else:
        typer.echo(f"{name} is an alarm centre here.")


@commands.command("rotate-key")
def rotate_key() -> None:
    """Seal every panel's key anew, with a fresh secret of this installation.

    Where KOKONG_ALARM_KEY is set, put the new secret before the old ones (with a comma) and then run this;
    afterwards the old ones can go.
    """
    begin()
    from kokong.kernel import installation, tenancy
    from kokong.measures.alarms import api
    from kokong.measures.alarms.panels import sealing

    here = installation.current()
    sealing.begin_rotation(here)
    with tenancy.scope(municipality_id=None, authority="receiver"):
        count = api.reseal_all()
    sealing.end_rotation(here)
    typer.echo(f"{count} keys are sealed anew.")


def _home(address: str) -> tuple[int | None, str]:
    """The dwelling with this address, or the address as written where no addresses are imported yet."""
    from kokong.kernel.errors import UserError
    from kokong.places import api as places

    if address and not places.count():
        typer.echo(
            "No addresses are imported yet, so this one is kept as written: operators see it, but verified alarms "
            "make no draft. Import addresses, then choose the home on the panel's page.",
            err=True,
        )
        return None, address
    try:
        return (places.find_address(text=address).id if address else None), ""
    except (places.AddressNotFound, places.AddressAmbiguous) as problem:
        raise UserError(f"{problem} Nothing was enrolled. Write it as it was imported, or leave it out.") from None


def _key(hexadecimal: str, text: str) -> "NewKey":
    from kokong.kernel.errors import UserError
    from kokong.measures.alarms import api

    if hexadecimal and text:
        raise UserError("Give --key or --key-ascii, not both. Nothing was changed.")
    return api.NewKey(hex=_asked(hexadecimal), ascii=_asked(text))


def _asked(text: str) -> str:
    """A key that `-` asks for, so that it stays out of the shell's history."""
    if text != "-":
        return text
    return str(typer.prompt("Key", hide_input=True)) if sys.stdin.isatty() else sys.stdin.readline().strip("\r\n")


def _quirk(name: str) -> int:
    from kokong import dc09
    from kokong.kernel.errors import UserError

    known = {"none": dc09.Quirk.NONE, "cr-counted": dc09.Quirk.CR_COUNTED, "binary-crc": dc09.Quirk.BINARY_CRC}
    if name not in known:
        raise UserError(f"{name} is no quirk. Quirks: {', '.join(known)}.")
    return int(known[name])


def _centre(name: str) -> int:
    from kokong.kernel.errors import UserError
    from kokong.measures.alarms import api

    known = {title: key for key, title in api.centres()}
    if name not in known:
        raise UserError(f"There is no alarm centre {name!r}. Known: {', '.join(known) or 'none yet'}.")
    return known[name]


def _tell(code: str, account: "Account", what: str, as_json: bool) -> None:
    if as_json:
        print_json(_as_json(code, account))
        return
    at = f" at {account.address}" if account.address else ""
    typer.echo(f"Account {account.number}{at} is {what}.")


def _line(account: "Account") -> str:
    return f"{account.receiver}-{account.line}-{account.written}"


def _state(account: "Account") -> str:
    if account.retired:
        return "retired"
    if account.fault_since:
        return "not heard from"
    return f"heard {_local(account.heard)}" if account.heard else "never heard"


def _as_json(code: str, account: "Account") -> dict[str, Any]:
    same = (
        "prefixed",
        "transport",
        "quirks",
        "keyed",
        "key_notation",
        "entry_s",
        "exit_s",
        "confirm_minutes",
        "set_state",
    )
    times = ("enrolled", "retired", "test_until", "heard", "fault_since")
    return {
        "id": account.id,
        "municipality": code,
        "account": account.written,
        "receiver": account.receiver,
        "line": account.line,
        "address": account.address,
        "dwelling": account.dwelling_id,
        "interval": account.interval_s,
        **{name: getattr(account, name) for name in same},
        **{name: _local(getattr(account, name)) for name in times},
    }


def _event(code: str, event: "Event") -> dict[str, Any]:
    same = ("receiver", "line", "part", "protocol", "sequence", "code", "kind", "label", "zone", "area", "still")
    more = ("restores", "text", "raw", "link", "lon", "lat", "encrypted")
    return {
        "id": event.id,
        "municipality": code,
        "account": event.account,
        **{name: getattr(event, name) for name in same},
        "user": event.user_number,
        **{name: getattr(event, name) for name in more},
        "xdata": event.xdata,
        "received": event.received.isoformat(),
        "occurred": event.occurred.isoformat(),
        "alarm": event.alarm_id,
    }


def _local(moment: Any) -> str | None:
    from django.utils import timezone

    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None
