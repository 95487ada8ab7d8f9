"""`kokong alarms contacts`: whom to call."""

from typing import Annotated

import typer

from kokong.kernel.terminal import AsJson, Code, municipality, print_json

from .account import Number, Receiver, the_account

commands = typer.Typer(name="contacts", help="Whom to call when an alarm comes, in order.", no_args_is_help=True)

Line = Annotated[str | None, typer.Option(help="Line number, where it isn't 0.")]


@commands.command("list")
def list_all(
    municipality_code: Code, account: Number, receiver: Receiver = None, line: Line = None, as_json: AsJson = False
) -> None:
    """List an account's contacts, the first to call first."""
    with municipality(municipality_code):
        from kokong.measures.alarms import api

        found = api.contacts(account_id=the_account(account, receiver, line).id)
    if as_json:
        print_json([vars(one) for one in found])
        return
    for one in found:
        typer.echo(f"{one.position:>2}  {one.what:10} {one.name}  {one.phone}  {one.email}".rstrip())


@commands.command()
def add(
    municipality_code: Code,
    account: Number,
    name: Annotated[str, typer.Option(help="The contact's name.")],
    what: Annotated[str, typer.Option(help="owner, resident or key_holder.")] = "owner",
    phone: Annotated[str, typer.Option(help="Telephone number.")] = "",
    email: Annotated[str, typer.Option(help="E-mail address.")] = "",
    consent: Annotated[bool, typer.Option("--consent", help="The person has agreed to be called.")] = False,
    receiver: Receiver = None,
    line: Line = None,
) -> None:
    """Put somebody last in the chain. Their consent is asked first and written down."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.measures.alarms import api

        added = api.add_contact(
            account_id=the_account(account, receiver, line).id,
            name=name,
            phone=phone,
            email=email,
            what=what,
            consent=consent,
            now=timezone.now(),
        )
    typer.echo(f"{added.name} is number {added.position} to call.")


@commands.command()
def remove(
    municipality_code: Code,
    account: Number,
    position: Annotated[int, typer.Option(min=1, help="Which one, as the list numbers them.")],
    receiver: Receiver = None,
    line: Line = None,
) -> None:
    """Forget a contact; those after move up."""
    with municipality(municipality_code):
        from kokong.kernel.errors import UserError
        from kokong.measures.alarms import api

        chain = api.contacts(account_id=the_account(account, receiver, line).id)
        if position > len(chain):
            raise UserError(f"There is no contact {position}. Nothing was changed.")
        api.remove_contact(contact_id=chain[position - 1].id)
    typer.echo("The contact is forgotten.")
