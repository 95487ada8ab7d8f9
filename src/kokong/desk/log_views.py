"""The log, for auditors: the municipality's lines for its own, those about the police part for the police's."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from kokong.kernel import sealed
from kokong.people.api import ActorRequest, may

from . import log_list


@may("audit.read")
@require_http_methods(["GET", "POST"])
def show(request: ActorRequest) -> HttpResponse:
    """Who did and read what, newest first; as a page or a file. A file is a line of the log itself."""
    return log_list.of().answer(
        request, log_list.find, template="desk/log.html", shown=lambda: {"head": sealed.head_now()}
    )
