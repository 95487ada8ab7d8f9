"""Run every benchmark of the folder, one after the other, each in a process of its own.

The database with millions of dwellings is filled once and used by those that need it.
"""

import os
import pkgutil
import subprocess
import sys
import tempfile
from pathlib import Path

HELPERS = {
    "__main__",
    "alarm_load",
    "alarm_rig",
    "attack",
    "common",
    "neighbours",
    "relay",
    "sending_peer",
    "sending_rig",
    "sending_sink",
    "visiting",
    "web_load",
}

ALONE = {"municipalities", "restore"}  # many minutes, and a database of their own


def run(name: str, home: str) -> bool:
    """One benchmark; False when it missed a target or did not finish."""
    print(f"\n{name}", flush=True)
    environment = {**os.environ, "KOKONG_BENCH_HOME": f"{home}/{'desk' if name == 'desk_pages' else 'country'}"}
    return (
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], env=environment, check=False).returncode == 0
    )


if __name__ == "__main__":
    names = [m.name for m in pkgutil.iter_modules([str(Path(__file__).parent)]) if m.name not in HELPERS | ALONE]
    with tempfile.TemporaryDirectory(prefix="kokong-bench-") as folder:
        Path(folder).chmod(0o755)
        missed = [name for name in names if not run(name, folder)]
    sys.exit(f"\nMissed a target or did not finish: {', '.join(missed)}" if missed else 0)
