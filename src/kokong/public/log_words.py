"""How the log is said: what this room writes there."""

from django.utils.translation import gettext_lazy as _

from kokong.kernel import public
from kokong.kernel.said import LogWords


def words() -> LogWords:
    """Once the measures are known, which name the pages."""
    return LogWords(
        actions={
            "page.published": _("Public page published"),
            "page.withdrawn": _("Public page taken back"),
            "report.sent": _("Report on the public site sent"),
            "report.read": _("Reports on the public site read"),
            "report.seen_to": _("Report on the public site seen to"),
            "site.changed": _("The look of the public site changed"),
            "site.host_added": _("The public site answers under a host name"),
            "site.host_removed": _("The public site answers under a host name no longer"),
            "site.parents_changed": _("Which websites show parts of the public site changed"),
            "site.renamed": _("The public site's address changed"),
        },
        subjects={
            "public_page": _("public page"),
            "public_site": _("public site"),
            "site_report": _("report on the public site"),
        },
        values={"page": {page.name: page.title for page in public.pages()}},
        refused={
            "public.see": _("the public pages"),
            "public.publish": _("publishing pages"),
            "public.site": _("how the public site looks"),
        },
    )
