"""`kokong alarms unknown`: who reports here and isn't enrolled."""

import typer

from kokong.kernel.terminal import AsJson, begin, print_json


def unknown(as_json: AsJson = False) -> None:
    """Show panels that report here and aren't enrolled, the latest first, since the receiver was started.

    They are answered «not understood». Most often the number, line or receiver number enrolled is another one.
    """
    begin()
    from dataclasses import asdict

    from kokong.kernel import installation, tenancy
    from kokong.measures.alarms import api
    from kokong.measures.alarms.receiver import unknown as register

    with tenancy.scope(municipality_id=None, authority="receiver"):
        found = [
            one
            for one in register.read(installation.current().alarm_folder)
            if not api.find_accounts(account=one.account, receiver=one.receiver, line=one.line)
        ]
    if as_json:
        print_json([asdict(one) for one in found])
        return
    for one in found:
        sealed = "encrypted" if one.encrypted else "plain"
        number = f"{one.receiver}-{one.line}-{one.account}"
        typer.echo(f"{one.last}  {number:20} {sealed:9} {one.transport} {one.address}  {one.messages} messages")
    if not found:
        typer.echo("Nobody unknown has reported.")
