"""Every address of `public`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import ANYBODY, act, data, page

OUTSIDE: Final = {  # they know no municipality, or the one that their link names
    "public:site": page(ANYBODY),
    "public:piece": page(ANYBODY),
    "public:colours": data(ANYBODY),
    "public:search": page(ANYBODY),
    "public:report": page(ANYBODY),
    "public:sitemap": data(ANYBODY),
    "public:site-robots": data(ANYBODY),
    "public:robots": data(ANYBODY),
    "public:calendar": data(ANYBODY),
    "public:card": data(ANYBODY),
    "public:offline": page(ANYBODY),
    "public:offline-worker": data(ANYBODY),
    "public:nothing": page(ANYBODY),
    "public:crest": data(ANYBODY),
    "public:picture": data(ANYBODY),
    "public:old-site": page(ANYBODY),
    "public:old": page(ANYBODY),
    "public:page": page(ANYBODY),
    "public:below": page(ANYBODY),
    "public:feed": data(ANYBODY),
}

INSIDE: Final = {
    "public:list": page("public.see"),
    "public:settings": page("public.site"),
    "public:pieces": page("public.site"),
    "public:reports": page("public.site"),
    "public:report-done": act("public.site"),
    "public:preview": page("public.see"),
    "public:publish": act("public.publish"),
    "public:withdraw": act("public.publish"),
}
