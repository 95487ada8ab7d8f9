"""The pictures of something, on its page: `{% load pictures %}{% pictures "sign" sign.id %}`."""

from typing import Any

from django import template
from django.template import Context

from kokong.pictures import api

register = template.Library()


@register.inclusion_tag("pictures/partials/pictures.html", takes_context=True)
def pictures(context: Context, kind: str, subject_id: int) -> dict[str, Any]:
    """A panel with the small pictures and the way to add one; nothing for whoever doesn't see them."""
    actor = context.get("actor")
    sees = actor is not None and api.may_see(actor, kind, subject_id)
    return {
        "sees": sees,
        "changes": actor is not None and api.may_change(actor, kind, subject_id),
        "pictures": api.pictures_of((kind, subject_id)) if sees else (),
        "kind": kind,
        "subject_id": subject_id,
    }
