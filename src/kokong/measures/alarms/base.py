"""What every row about a home's alarm has; the models of the room's parts are made of it, too."""

from django.db import models

from kokong.kernel.fields import TenantModel


class AlarmRow(TenantModel):
    """A row of one municipality, which a centre may see, too."""

    centre = models.ForeignKey("alarms.Centre", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        abstract = True
