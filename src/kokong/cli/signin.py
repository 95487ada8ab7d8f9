"""`kokong signin`: identity providers of municipalities and authorities, and what sign-in asks."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kokong.kernel.terminal import Code, begin, known
from kokong.kernel.terminal import municipality as within

if TYPE_CHECKING:
    from kokong.people.signin.providers import Terms

commands = typer.Typer(name="signin", help="How people sign in.", no_args_is_help=True)
oidc = typer.Typer(name="oidc", help="Providers of OpenID Connect.", no_args_is_help=True)
saml = typer.Typer(name="saml", help="Providers of SAML 2.0.", no_args_is_help=True)
commands.add_typer(oidc)
commands.add_typer(saml)

SECRET: Final = "KOKONG_CLIENT_SECRET"  # noqa: S105 - the variable's name
Key = Annotated[str, typer.Option(help="Its name here, for ever: small letters, digits, hyphens.")]
Label = Annotated[str, typer.Option("--name", help="What its button says, e.g. «Kalmar kommun».")]
Domains = Annotated[list[str], typer.Option("--domain", help="Domain of its people's addresses; may be repeated.")]
Lines = Annotated[
    list[str], typer.Option("--role", help="Who gets which role: claim=value:role; may be repeated.")
]
Authority = Annotated[str, typer.Option(help="Whose provider it is: municipality or police.")]
Hours = Annotated[int, typer.Option(min=1, max=24, help="How long a sign-in lasts before it is asked again.")]


@oidc.command("add")
def add_oidc(
    municipality_code: Code,
    key: Key,
    name: Label,
    issuer: Annotated[str, typer.Option(help="Address of the issuer, as in its tokens.")],
    client_id: Annotated[str, typer.Option(help="Our name at the provider.")],
    domain: Domains,
    role: Lines,
    authority: Authority = "municipality",
    hours: Hours = 10,
    host: Annotated[
        list[str] | None, typer.Option(help="Further host that it answers at; may be repeated.")
    ] = None,
    internal: Annotated[bool, typer.Option(help="It is inside our own network, or reached by a proxy.")] = False,
    userinfo: Annotated[bool, typer.Option(help="Ask its userinfo address for claims, too.")] = False,
) -> None:
    """Add a provider. The client's secret comes from KOKONG_CLIENT_SECRET, or from standard input."""
    begin()
    from kokong.people.signin import providers

    secret = os.environ.get(SECRET) or ("" if sys.stdin.isatty() else sys.stdin.readline().strip())
    secret = secret or typer.prompt("Client secret", hide_input=True)
    added = providers.add_openid(
        key=key, name=name, issuer=issuer, client_id=client_id, secret=secret, hosts=host or (), internal=internal,
        userinfo=userinfo, terms=_terms(municipality_code, authority, domain, role, hours),
    )  # fmt: skip
    _tell(added.key, f"oidc/{added.key}/login/callback/")


@saml.command("add")
def add_saml(
    municipality_code: Code,
    key: Key,
    name: Label,
    entity_id: Annotated[str, typer.Option(help="The provider's own name (entityID).")],
    sso_url: Annotated[str, typer.Option(help="Where signing in begins (HTTP-Redirect).")],
    certificate: Annotated[Path, typer.Option(exists=True, help="File with the certificate it signs with, PEM.")],
    domain: Domains,
    role: Lines,
    authority: Authority = "municipality",
    hours: Hours = 10,
) -> None:
    """Add a provider that signs its assertions."""
    begin()
    from kokong.people.signin import providers

    added = providers.add_saml(
        key=key, name=name, entity_id=entity_id, sso_url=sso_url,
        certificate=certificate.read_text(encoding="ascii"),
        terms=_terms(municipality_code, authority, domain, role, hours),
    )  # fmt: skip
    _tell(added.key, f"saml/{added.key}/metadata/")


def _terms(code: str, authority: str, domains: list[str], lines: list[str], hours: int) -> "Terms":
    from typing import cast

    from kokong.kernel.errors import UserError
    from kokong.people import rules
    from kokong.people.signin import mapping, providers

    if authority not in {"municipality", "police"}:
        raise UserError("The authority is municipality or police. Nothing was changed.")
    whose = cast(rules.Authority, authority)
    try:
        read = tuple(mapping.line(text, authority=whose) for text in lines)
    except mapping.MappingError as error:
        raise UserError(f"{error} Nothing was changed.") from error
    lower = tuple(domain.lower() for domain in domains)
    return providers.Terms(known(code=code).pk, whose, lower, read, hours)


def _tell(key: str, path: str) -> None:
    from kokong.kernel import installation

    typer.echo(f"{key} is there. Tell the provider our address: {installation.current().url}/account/{path}")


def _listed() -> None:
    """List all providers."""
    begin()
    from kokong.people.signin import providers

    for one in providers.all_of_them():
        roles = ", ".join(f"{line.claim}={line.value}:{line.role}" for line in one.terms.lines)
        typer.echo(
            f"{one.key:24} {one.protocol:15} {one.place} {one.terms.authority:12} {one.name}"
            f" [{', '.join(one.terms.domains)}] {roles}"
        )


def _removed(key: Annotated[str, typer.Argument(help="Its key.")]) -> None:
    """Remove a provider: the roles that it gave and the sessions that came through it end."""
    begin()
    from kokong.people.signin import providers

    typer.echo(f"{key} is removed. {providers.remove(key=key)} people had come in through it.")


for group in (oidc, saml):
    group.command("list")(_listed)
    group.command("remove")(_removed)


@commands.command("second-step")
def second_step(
    municipality_code: Code,
    asked: Annotated[bool, typer.Option("--ask/--dont-ask", help="Whether a second step is asked for.")],
) -> None:
    """Say whether a municipality asks its officers, coordinators and auditors for a second step."""
    with within(municipality_code):
        from kokong.people.signin import second

        second.ask(second_step=asked)
    typer.echo(f"{municipality_code}: {'asked for' if asked else 'not asked for'}.")


@commands.command("forget-second-step")
def forget_second_step(email: Annotated[str, typer.Argument(help="Whose.")]) -> None:
    """Take away somebody's passkeys, app and recovery codes. Make sure that it is they who have lost them."""
    begin()
    from kokong.kernel.errors import UserError
    from kokong.people import api
    from kokong.people.signin import second

    user_id = api.account_of(email=email)
    if user_id is None:
        raise UserError(f"There is no account {email}.")
    typer.echo(
        f"{second.forget(user_id=user_id)} taken away. {email} signs in with the password and adds a new one."
    )
