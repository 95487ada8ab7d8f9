"""Mailings, and addresses that get nothing, are seen within their municipality."""

from django.db import migrations

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module. How fast letters may go to a mail domain belongs to no municipality."""

    dependencies = [("sending", "0003_mailings")]
    operations = [protect("sending_mailing"), protect("sending_suppression")]
