"""`kokong up`, `demo`, `doctor`, `worker`: the running product."""

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kokong.kernel.terminal import begin

from . import backup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def add_to(app: typer.Typer) -> None:
    """Hang the commands on the root command."""
    app.command()(up)
    app.command()(demo)
    app.command()(doctor)
    app.command()(web)
    app.command()(worker)
    app.command("retry-jobs")(retry_jobs)
    backup.add_to(app)


def up() -> None:
    """Start the product: database, web pages and worker, until Ctrl-C."""
    _start(seed=None, greeting=_greeting)


def demo() -> None:
    """Start the product with a demonstration town; its data stay until the data folder is removed."""
    os.environ["KOKONG_DEMO"] = "1"
    from kokong.simulation import staging

    def seed(say: "Callable[[str], None]") -> None:
        from kokong.simulation.staging import seeding  # needs Django, which starts after the database

        seeding.seed(say)

    closing = [sys.executable, "-m", "kokong.simulation.staging"]
    _start(seed=seed, greeting=lambda: _greeting() + "\n" + staging.greeting(), beside=closing)


def _start(
    *,
    seed: "Callable[[Callable[[str], None]], None] | None",
    greeting: "Callable[[], str]",
    beside: "Sequence[str]" = (),
) -> None:
    """Start the product; `beside` is a command that works for a while once it is ready, and ends with it."""
    from kokong.install import supervisor
    from kokong.kernel import installation

    here = installation.current()
    supervisor.refuse_taken_port(here)
    _say(f"Starting the database in {here.home}" if here.embedded else "Connecting to the database")
    begin()
    let_others = supervisor.wait_for_turn(here, say=_say)
    supervisor.refuse_taken_port(here)  # whoever came first has it by now
    if seed:
        seed(_say)
    _say("Preparing the pages")
    _collect_static()

    started: list[subprocess.Popen[bytes]] = []

    def ready() -> None:
        let_others()
        typer.echo(greeting())
        if beside:
            started.append(subprocess.Popen(beside))

    code = supervisor.run(here, ready=ready)
    for each in started:
        each.terminate()
    sys.exit(code)


def _say(text: str) -> None:
    typer.echo(f"• {text} …")


def _collect_static() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def _greeting() -> str:
    from kokong.kernel import installation

    return f"\nKokong is ready at {installation.current().url} — stop with Ctrl-C."


def doctor() -> None:
    """Check the installation; one line per part, exit code 1 when something needs mending."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kokong.config.settings")
    import django

    django.setup()
    from datetime import UTC, datetime

    from kokong.install import doctor as physician
    from kokong.kernel import installation

    findings = physician.examine(installation.current(), now=datetime.now(UTC))
    for line in physician.as_lines(findings, mark=lambda ok: "ok  " if ok else "MEND"):
        typer.echo(line)
    sys.exit(0 if all(f.ok for f in findings) else 1)


def web() -> None:
    """Serve the pages (part of `kokong up`)."""
    os.environ["KOKONG_PROCESS"] = "web"
    begin()
    _collect_static()
    from kokong.install import supervisor
    from kokong.kernel import installation

    words = supervisor.web(installation.current())
    os.execv(words[0], words)  # noqa: S606 - our own words


QueuesOption = Annotated[
    str,
    typer.Option(help="Only the jobs of this queue, e.g. `mailings` where one more process shall send letters."),
]


def worker(queue: QueuesOption = "") -> None:
    """Run the jobs (part of `kokong up`; run more of them on more machines if need be)."""
    os.environ["KOKONG_PROCESS"] = "worker"
    begin()
    from kokong.install import measuring
    from kokong.kernel import installation, numbers, working

    here = installation.current()
    numbers.serve(here.metrics_bind, here.metrics_of("worker"), more=measuring.Work(here))
    working.run(only=queue)


def retry_jobs() -> None:
    """Try the jobs that failed once more."""
    begin()
    from datetime import UTC, datetime

    from kokong.kernel import jobs

    typer.echo(f"{jobs.retry_failed(now=datetime.now(UTC))} jobs will run again.")
