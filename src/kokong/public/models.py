"""Which pages a municipality shows to everybody, and the site on which it does."""

from django.db import models

from kokong.kernel.fields import TenantModel


class Publication(TenantModel):
    """A page that is published now, since when, and by whom."""

    page = models.CharField(max_length=60)
    since = models.DateTimeField()
    published_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "page"], name="published_once")]

    def __str__(self) -> str:
        return self.page


class Site(TenantModel):
    """How a municipality's site looks, and how to reach those who answer for it. One a municipality."""

    name = models.CharField(max_length=80, blank=True)
    main = models.CharField(max_length=7, help_text="#rrggbb")
    second = models.CharField(max_length=7, help_text="#rrggbb")
    crest = models.BigIntegerField(null=True, help_text="number of a picture")
    address = models.CharField(max_length=200, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=120, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    languages = models.CharField(max_length=40, help_text="codes, apart by spaces")
    parents = models.CharField(max_length=2800, blank=True, help_text="https://…, apart by spaces")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality"], name="one_site")]

    def __str__(self) -> str:
        return self.name


class SiteName(TenantModel):
    """The end of a site's address, `/k/<name>/`: the current one, and earlier ones that lead there.

    Everybody may read these: an address is looked up before it is known whose it is.
    """

    name = models.CharField(max_length=40, unique=True)
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"], condition=models.Q(current=True), name="one_current_site_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class SiteHost(TenantModel):
    """A host name under which a site answers, since the installation's keeper has confirmed whose it is."""

    host = models.CharField(max_length=253, unique=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality"], name="one_site_host")]

    def __str__(self) -> str:
        return self.host


class SiteStamp(TenantModel):
    """Another number each time that a site shows something else. It says nothing of what."""

    stamp = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality"], name="one_site_stamp")]

    def __str__(self) -> str:
        return str(self.stamp)


class Finding(TenantModel):
    """Something of a site that its search finds, as it is published. Made anew from what the rooms show."""

    page = models.CharField(max_length=60)
    slug = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    lead = models.CharField(max_length=400, blank=True)
    until = models.DateTimeField(null=True)
    digest = models.CharField(max_length=32, blank=True, help_text="of all its words, as they were learnt")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "page", "slug", "language"], name="found_once")
        ]

    def __str__(self) -> str:
        return f"{self.page}/{self.slug} {self.language}"


class FindingWord(TenantModel):
    """A word of a finding, by its stem: equality finds it, which an index may answer under row-level security."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="words", db_index=False)
    lexeme = models.CharField(max_length=100)
    weight = models.FloatField()

    class Meta:
        indexes = [
            models.Index(
                fields=["municipality", "lexeme", "-weight"], include=["finding"], name="findings_by_word"
            ),
            models.Index(
                fields=["finding", "lexeme"], include=["municipality", "weight"], name="words_of_findings"
            ),
        ]

    def __str__(self) -> str:
        return self.lexeme


class Vocabulary(TenantModel):
    """How the words of a page are spelt, without accents and apart by spaces: what a misspelt one may mean."""

    page = models.CharField(max_length=60)
    words = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "page"], name="one_vocabulary")]

    def __str__(self) -> str:
        return self.page


class Earlier(TenantModel):
    """The end of an address that something below a page had before, and of the one that it has now."""

    page = models.CharField(max_length=60)
    slug = models.CharField(max_length=80)
    leads_to = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "page", "slug"], name="leads_to_one"),
            models.CheckConstraint(condition=~models.Q(slug=models.F("leads_to")), name="leads_elsewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.page}/{self.slug} → {self.leads_to}"


class Report(TenantModel):
    """What somebody who read the site says does not work on it. `key` is the form's own, so that it comes once."""

    key = models.UUIDField()
    at = models.DateTimeField()
    page = models.CharField(max_length=200, blank=True)
    said = models.TextField(max_length=2000)
    reply = models.CharField(max_length=120, blank=True, help_text="e-mail, if they want an answer")
    seen_to = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="reported_once")]
        indexes = [models.Index(fields=["municipality", "-at"], name="reports_newest_first")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.page}"
