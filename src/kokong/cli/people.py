"""`kokong people`."""

from typing import Annotated

import typer

from kokong.kernel.terminal import Code, municipality

commands = typer.Typer(name="people", help="Who works where, in which role.", no_args_is_help=True)


@commands.command()
def add(
    municipality_code: Code,
    email: Annotated[str, typer.Option(help="E-mail address; also the sign-in name.")],
    name: Annotated[str, typer.Option(help="Full name.")],
    role: Annotated[str, typer.Option(help="officer, coordinator, visitor, auditor, …")],
    organisation: Annotated[str, typer.Option(help="Employer or association.")] = "",
    ask_password: Annotated[bool, typer.Option("--password", help="Ask for a password now.")] = False,
) -> None:
    """Give a person a role, beside those that they have.

    Without --password they choose one through «Forgot your password?».
    """
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True) if ask_password else None
    with municipality(municipality_code):
        from typing import cast

        from kokong.people import api
        from kokong.people.rules import Role

        person = api.add_person(
            email=email, name=name, role=cast(Role, role), organisation=organisation, password=password
        )
    typer.echo(f"{person.name} <{person.email}> is {role} in {municipality_code}.")


@commands.command()
def end(
    municipality_code: Code,
    email: Annotated[str, typer.Option(help="E-mail address of somebody who works there.")],
    role: Annotated[str, typer.Option(help="Only this role; without it, all their work there.")] = "",
) -> None:
    """End one role of a person, or all their work in a municipality. The account and what they did stay."""
    with municipality(municipality_code):
        from typing import cast

        from kokong.people import api
        from kokong.people.rules import Role

        name = api.end_person(email=email, role=cast(Role, role) if role else None)
    typer.echo(f"{name} is no longer {role} in {municipality_code}." if role else f"{name} no longer works there.")


@commands.command("list")
def list_all(municipality_code: Code) -> None:
    """List who works in a municipality."""
    with municipality(municipality_code):
        from kokong.people import api

        for person in api.people():
            roles = ", ".join(sorted(person.roles))
            typer.echo(f"{roles:22} {person.name} <{person.email}> {person.organisation}".rstrip())
