"""Messages, and what people chose, are seen within their municipality."""

from django.db import migrations

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module. How a gateway fares belongs to no municipality."""

    dependencies = [("sending", "0001_initial"), ("kernel", "0002_security")]
    operations = [
        protect("sending_message"),
        protect("sending_preference"),
        protect("sending_quiethours"),
        protect("sending_pushdevice"),
    ]
