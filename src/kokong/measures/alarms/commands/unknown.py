"""`kokong alarms unknown`: who reports here and isn't understood."""

import typer

from kokong.kernel.terminal import AsJson, begin, print_json


def unknown(as_json: AsJson = False) -> None:
    """Show what comes and isn't understood, the latest first: from whom, its bytes, and the setting that mends it.

    Panels that aren't enrolled, wrong keys and transports, checksums that are wrong, formats that aren't DC-09.
    """
    begin()
    from dataclasses import asdict

    from django.utils import timezone

    from kokong.kernel import tenancy
    from kokong.measures.alarms import api, words

    with tenancy.scope(municipality_id=None, authority="receiver"):
        found, flood = api.misheard(), api.senders(now=timezone.now())
    if as_json:
        print_json(
            [{**asdict(one), "first": one.first.isoformat(), "last": one.last.isoformat()} for one in found]
        )
        return
    for sender in flood:
        typer.echo(f"{sender.words}.")
    for one in found:
        what, mend = (str(part) for part in words.MISHEARD[one.why])
        sealed = "encrypted" if one.encrypted else "plain"
        who = f"{one.who or 'somebody':20} {sealed:9} {one.transport} {one.address}"
        typer.echo(f"{one.last:%Y-%m-%d %H:%M:%S}  {who}  {one.messages} messages")
        typer.echo(f"  {what}. {mend}\n  {one.raw}")
    if not found and not flood:
        typer.echo("Everything that came was understood.")
