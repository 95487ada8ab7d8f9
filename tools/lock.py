"""Write requirements/*.txt from pyproject.toml, with hashes and without any registry's address.

Needs `uv` on the PATH (`pip install uv`).
"""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON = ["uv", "pip", "compile", "--quiet", "--python-version", "3.11", "--universal", "--generate-hashes",
          "--no-emit-index-url", "--no-header"]  # fmt: skip


def compile_lock(source: str, target: str, *more: str) -> None:
    """One lock file."""
    subprocess.run([*COMMON, source, "-o", f"requirements/{target}", *more], cwd=ROOT, check=True)


if __name__ == "__main__":
    compile_lock("requirements/build.in", "build.txt")
    compile_lock("requirements/peers.in", "peers.txt")
    compile_lock("requirements/release.in", "release.txt", "-c", "requirements/build.txt")
    compile_lock("pyproject.toml", "run.txt")
    compile_lock("pyproject.toml", "dev.txt", "--extra", "dev", "-c", "requirements/run.txt")
