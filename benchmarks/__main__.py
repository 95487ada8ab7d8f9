"""Run every benchmark of the folder, one after the other, each in a process of its own."""

import pkgutil
import subprocess
import sys
from pathlib import Path

HELPERS = {"__main__", "common"}

if __name__ == "__main__":
    names = [m.name for m in pkgutil.iter_modules([str(Path(__file__).parent)]) if m.name not in HELPERS]
    failed = [
        n for n in names if subprocess.run([sys.executable, "-m", f"benchmarks.{n}"], check=False).returncode
    ]
    sys.exit(f"Did not finish: {', '.join(failed)}" if failed else 0)
