"""What an import did, for a screen, a spreadsheet or a program."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from kokong import tables

from ..values import ImportReport, Outside


def lines(report: ImportReport, *, shown: int, elsewhere: bool) -> Iterator[str]:
    """A few lines for the screen: what was taken, then at most `shown` refused rows."""
    counts = {name: getattr(report, name) for name in ("rows", "added", "changed", "unchanged", "retired")}
    told = _(
        "%(rows)d addresses: %(added)d added, %(changed)d changed, %(unchanged)d as before, %(retired)d retired."
    )
    yield told % counts  # fmt: skip
    if report.buildings or report.features:
        yield _("%(buildings)d buildings and %(features)d streets, waters and green areas for the map.") % {
            "buildings": report.buildings, "features": report.features}  # fmt: skip
    yield from skipped_lines(report.skipped)
    yield from outside_lines(report.outside)
    yield from report.notes
    if report.refusals:
        yield _("%(count)d rows refused:") % {"count": len(report.refusals)}
    for r in report.refusals[:shown]:
        yield f"  {r.row}: {r.address}: {r.reason}"
    if len(report.refusals) > shown:
        more = _("… and %(count)d more.") % {"count": len(report.refusals) - shown}
        yield f"  {more}" + ("" if elsewhere else " " + _("--report FILE writes them all."))


def skipped_lines(found: Mapping[str, int]) -> Iterator[str]:
    """A line for each kind of row that was left out by what it says."""
    for what, count in sorted(found.items()):
        yield _("%(count)d left out: %(what)s.") % {"count": count, "what": what}


def outside_lines(found: Iterable[Outside]) -> Iterator[str]:
    """A line for each place where addresses lie that were left out, with some of them."""
    for each in found:
        some = "; ".join(each.some) + ("; …" if each.count > len(each.some) else "")
        yield _("%(count)d left out, since they lie in %(where)s: %(some)s.") % {
            "count": each.count, "where": each.where, "some": some}  # fmt: skip


def outside(report: ImportReport) -> list[dict[str, Any]]:
    """What lies elsewhere, as plain values."""
    return [{"where": each.where, "count": each.count, "some": list(each.some)} for each in report.outside]


def as_csv(report: ImportReport) -> str:
    """The refused rows as CSV (semicolons, as Swedish spreadsheets expect)."""
    rows = ((refused.row, refused.address, refused.reason) for refused in report.refusals)
    return tables.as_csv(chain([(_("Row"), _("Address"), _("Reason"))], rows))


def values(report: ImportReport) -> dict[str, Any]:
    """The report as plain values, for JSON."""
    names = ("source", "rows", "added", "changed", "unchanged", "retired", "returned", "buildings", "features")
    refused = [{"row": r.row, "address": r.address, "reason": r.reason} for r in report.refusals]
    found: dict[str, Any] = {name: getattr(report, name) for name in names}
    told = {"skipped": report.skipped, "outside": outside(report), "notes": list(report.notes)}
    return found | {"file": report.file_name, "refused": refused} | told
