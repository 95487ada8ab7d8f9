"""Texts are seen within their municipality. What was saved and done is never changed but by retention."""

from django.db import migrations

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("texts", "0001_initial"), ("kernel", "0002_security")]
    operations = [protect("texts_text"), protect("texts_revision"), protect("texts_step")]
