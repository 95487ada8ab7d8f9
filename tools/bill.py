"""Write what an installation is made of (CycloneDX), and ask whether weaknesses are known in any of it.

    make sbom

The bill names the libraries of requirements/run.txt and those that pages carry. Where the public data on
vulnerabilities can't be had, it says so and ends with 2: what couldn't be asked is no good news.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
BILL: Final = ROOT / "dist" / "kokong.cdx.json"
LOCK: Final = "requirements/run.txt"
NOT_ASKED: Final = 2


def main() -> int:
    """Write the bill; ask about each library."""
    BILL.parent.mkdir(exist_ok=True)
    _run("cyclonedx_py", "requirements", LOCK, "--pyproject", "pyproject.toml", "--output-reproducible",
         "--output-file", str(BILL))  # fmt: skip
    bill = json.loads(BILL.read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    bill["components"] = [*map(_plain, bill["components"]), *browser(lock)]
    BILL.write_text(json.dumps(bill, indent=1) + "\n", encoding="utf-8")
    print(f"{BILL.relative_to(ROOT)}: {len(bill['components'])} libraries.")
    return verdict(_audited())


def _plain(component: Mapping[str, Any]) -> dict[str, Any]:
    """Without the line of the lock file, which says the same, and without a registry's address."""
    return {key: value for key, value in component.items() if key not in {"description", "externalReferences"}}


def browser(lock: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What pages carry, of npm's lock file: all but tools."""
    for path, package in sorted(lock["packages"].items()):
        if path and not package.get("dev"):
            name = path.rpartition("node_modules/")[2]
            address = f"pkg:npm/{name.replace('@', '%40')}@{package['version']}"
            yield {
                "bom-ref": address,
                "name": name,
                "purl": address,
                "type": "library",
                "version": package["version"],
                "licenses": [{"expression": package["license"]}],
            }


def _audited() -> list[dict[str, Any]]:
    """What pip-audit knows of each library of the lock file."""
    told = subprocess.run(
        [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "-r", LOCK, "--format", "json",
         "--progress-spinner", "off"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    try:
        found: list[dict[str, Any]] = json.loads(told.stdout)["dependencies"]
    except ValueError:
        print(f"pip-audit could not ask: {(told.stderr.strip().splitlines() or ['it said nothing'])[-1]}")
        return []
    return found


def verdict(found: Sequence[Mapping[str, Any]]) -> int:
    """Print what is known; 1 with a known weakness, 2 where not every library could be asked about."""
    weak = [(each, hole) for each in found for hole in each.get("vulns", ())]
    for each, hole in weak:
        mended = ", ".join(hole["fix_versions"]) or "no version"
        print(f"{each['name']} {each['version']}: {hole['id']}, mended in {mended}")
    asked = [each for each in found if "skip_reason" not in each]
    print(f"Weaknesses known: {len(weak)}, in {len(asked)} of {len(found)} libraries that could be asked about.")
    if weak:
        return 1
    return 0 if found and len(asked) == len(found) else NOT_ASKED


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, "-W", "ignore", "-m", *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main())
