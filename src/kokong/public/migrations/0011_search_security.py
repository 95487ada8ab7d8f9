"""The words of what a site's search finds are seen within its municipality."""

from django.db import migrations

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("public", "0010_search_by_words"), ("kernel", "0002_security")]
    operations = [protect("public_findingword"), protect("public_vocabulary")]
