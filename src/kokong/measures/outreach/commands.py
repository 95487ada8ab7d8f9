"""`kokong outreach`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kokong.kernel.terminal import AsJson, Code, begin, municipality, print_json

if TYPE_CHECKING:
    from kokong.measures.outreach.trying import Would

commands = typer.Typer(name="outreach", help="Campaigns, and where they go out.", no_args_is_help=True)

Id = Annotated[int, typer.Argument(metavar="ID", min=1, max=2**63 - 1, help="Number of the campaign.")]


@commands.command()
def send(
    campaign_id: Id,
    municipality_code: Code,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go out. Nothing is sent.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say who would get a campaign by which channel, how long it is there and what it costs.

    It goes out when it is approved and its time has come; only a person on its page says when.
    """
    if not dry_run:
        raise typer.BadParameter("A campaign is let out on its page, by whoever answers for it. Add --dry-run.")
    with municipality(municipality_code):
        from kokong.kernel.errors import UserError
        from kokong.measures.outreach import api

        try:
            found = api.would(campaign_id=campaign_id)
        except UserError as error:
            typer.echo(error.message or "There is no such campaign in this municipality.", err=True)
            raise typer.Exit(1) from error
    if as_json:
        print_json([_told(each) for each in found])
        return
    for each in found:
        typer.echo(_line(each))
    typer.echo("Nothing was sent.")


def _told(each: "Would") -> dict[str, Any]:
    return {**vars(each), "cost": None if each.cost is None else str(each.cost)}


def _line(each: "Would") -> str:
    to = "" if each.reach is None else f"  to {each.reach}"
    long = f"  {each.characters} characters" + (f", {each.over} too many" if each.over else "")
    cost = "" if each.cost is None else f"  {each.cost} kr"
    return f"{each.channel:10}{to}{long}{cost}{f'  can not: {each.why_not}' if each.why_not else ''}"


@commands.command()
def connect(
    channel: Annotated[str, typer.Argument(help="The channel: mastodon, bluesky or webhook.")],
    municipality_code: Code,
    address: Annotated[
        str,
        typer.Option(
            prompt=True,
            hide_input=True,
            help="As Apprise writes it, mastodons://TOKEN@HOST; for webhook, https:// and where it goes.",
        ),
    ],
) -> None:
    """Keep a municipality's account with a network, or the address of a program that is told.

    It is kept in a file for this installation's user alone, beside the other secrets. Where processes have secrets
    of their own (`kokong database prepare --apart`), put the file into those of web and worker.
    """
    begin()
    from kokong.kernel import installation
    from kokong.measures.outreach.channels import accounts, networks, webhook

    takes = {"mastodon": networks.understood, "bluesky": networks.understood, "webhook": webhook.understood}
    if channel not in takes:
        raise typer.BadParameter(f"{channel} needs no account. One of {', '.join(takes)}.")
    if not takes[channel](address) or not address.startswith(("https", channel)):
        raise typer.BadParameter(f"That is no address for {channel}. Nothing was kept.")
    with municipality(municipality_code):
        pass
    key = webhook.new_key() if channel == "webhook" else ""
    kept = installation.current().give(accounts.name_of(municipality_code, channel), f"{address} {key}".strip())
    typer.echo(f"Kept in {kept}.")
    if key:
        typer.echo(f"The receiver checks signatures with {key}. It is shown this once.")
