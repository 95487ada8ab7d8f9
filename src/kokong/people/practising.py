"""Working in another municipality of one's own as long as a session lasts: a drill is no place to wake up in."""

from django.http import HttpRequest

CHOSEN = "municipality"


def practise_in(request: HttpRequest, municipality_id: int) -> None:
    """Let the person who asks work there from the next page on; the next time they sign in, where they did before.

    Somebody who has no role there is led to where they have one.
    """
    request.session[CHOSEN] = municipality_id
