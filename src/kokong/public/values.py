"""The site as its pages see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

from kokong.kernel.errors import UserError

LANGUAGES: Final = {"sv": "Svenska", "en": "English"}


@dataclass(frozen=True)
class Contact:
    """How to reach those who answer for a site."""

    address: str = ""
    telephone: str = ""
    email: str = ""
    hours: str = ""

    @property
    def dialled(self) -> str:
        """The telephone number as a link calls it."""
        return "".join(each for each in self.telephone if each.isdigit() or each == "+")

    @property
    def there(self) -> bool:
        """Whether there is any way to reach them."""
        return bool(self.address or self.telephone or self.email)


@dataclass(frozen=True)
class Settings:
    """What a coordinator decides about the site. `crest` is the number of a picture.

    `parents` are the websites that may show pieces of it, as browsers say where they are ("https://www.kalmar.se").
    """

    name: str
    main: str
    second: str
    contact: Contact
    languages: tuple[str, ...]
    crest: int | None = None
    parents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Site:
    """A municipality's site at the address under which it was asked.

    `base` begins the addresses of its pages ("/k/havsvik", or nothing on a host name of its own), `root` is that
    with scheme and host where it belongs: the address that search engines shall know. `own` is its first language.
    """

    municipality_id: int
    code: str
    base: str
    root: str
    own: str
    settings: Settings
    look: str

    @property
    def name(self) -> str:
        """Whose site it is."""
        return self.settings.name

    def address(self, *parts: str, language: str = "") -> str:
        """The address of one of its pages on this host; `language` where that is not the site's own."""
        path = "".join(f"{part}/" for part in parts if part)
        return f"{self.base}/{path}" + (f"?language={language}" if language and language != self.own else "")

    def whole(self, *parts: str, language: str = "") -> str:
        """As `address`, with scheme and host, where it belongs."""
        return self.root + self.address(*parts, language=language).removeprefix(self.base)


@dataclass(frozen=True)
class Link:
    """One line of a menu."""

    title: str | Promise
    address: str
    current: bool = False


@dataclass(frozen=True)
class Menu:
    """Published pages by their place; `rest` is in neither. `dated` is whether any has meetings for calendars."""

    top: Sequence[Link]
    foot: Sequence[Link]
    rest: Sequence[Link]
    dated: bool = False


class SiteRefused(UserError):
    """The site can't be set up like this; the message says why, `field` which one it is about."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field or None
