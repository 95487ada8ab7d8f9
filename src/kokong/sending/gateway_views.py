"""Where mail gateways report letters that came back."""

import json

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from . import answers, mending, reporting


@csrf_exempt  # no browser: the signature is the proof
@never_cache
@require_POST
def bounces(request: HttpRequest, gateway: str) -> HttpResponse:
    """Take a gateway's reports, and letters that people write back; told twice is told once.

    403 for what it has not signed, 400 for nonsense.
    """
    if request.content_type not in reporting.KINDS:  # and a form's body has been read by others
        return _answer({"problem": f"Send it as {' or '.join(reporting.KINDS)}."}, 415)
    signature = request.headers.get(reporting.HEADER, "")
    try:
        reporting.check(request.body, gateway=gateway, signature=signature, now=timezone.now())
        found = reporting.read(request.body, kind=request.content_type)
    except reporting.NotBelieved:
        return _answer({"problem": "The signature is missing, wrong, or older than five minutes."}, 403)
    except reporting.NotUnderstood as error:
        return _answer({"problem": f"Nothing was written down. {error}"}, 400)
    written = sum(
        mending.bounced(message_id=each.message_id, answer=each.answer, status=each.status, sent_to=each.sent_to)
        for each in found
    )
    letter = answers.read(request.body) if not found and request.content_type == reporting.LETTER else None
    if letter is not None:
        return _answer({"read": 1, "written": int(mending.answered(written=letter, now=timezone.now()))}, 200)
    return _answer({"read": len(found), "written": written}, 200)


def _answer(said: dict[str, object], status: int) -> HttpResponse:
    return HttpResponse(json.dumps(said), content_type="application/json", status=status)
