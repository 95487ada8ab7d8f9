"""The options that name a panel's account, and the account that they name."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kokong.measures.alarms.api import Account

Number = Annotated[str, typer.Option("--account", metavar="NUMBER", help="The panel's account number.")]
Receiver = Annotated[str | None, typer.Option(help="Receiver number, where the panel sends one.")]
Line = Annotated[str | None, typer.Option(help="Line number, where there are several.")]


def the_account(account: str, receiver: str | None, line: str | None) -> "Account":
    """The one account in service with this number. Raises UserError for none, or several."""
    from kokong.kernel.errors import UserError
    from kokong.measures.alarms import api

    found = api.find_accounts(account=account, receiver=receiver, line=line)
    if not found:
        no_account(account)
    if len(found) > 1:
        numbers = ", ".join(f"--receiver {one.receiver} --line {one.line}" for one in found)
        raise UserError(
            f"Account {account} is enrolled more than once. Nothing was changed. Say which: {numbers}."
        )
    return found[0]


def no_account(account: str) -> None:
    """Say that there is no such account, as a UserError."""
    from kokong.kernel.errors import UserError

    raise UserError(f"There is no account {account} here. `kokong alarms list` shows those there are.")
