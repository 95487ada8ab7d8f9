"""What a municipality decides of the library is seen within it."""

from django.db import migrations

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("texts", "0004_library")]
    operations = [protect("texts_decision"), protect("texts_basis")]
