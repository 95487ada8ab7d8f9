"""What homes with an alarm are searched by stands in columns of its own, which PostgreSQL keeps by itself."""

from django.db import migrations, models
from django.db.models.functions import Coalesce, Lower, NullIf

FROM = "åäáàâãÅÄÁÀÂÃéèêëÉÈÊËíìîïÍÌÎÏöóòôõøÖÓÒÔÕØüúùûÜÚÙÛñÑçÇ"
TO = "aaaaaaaaaaaaeeeeeeeeiiiiiiiioooooooooooouuuuuuuunncc"


def bare(column: str) -> models.GeneratedField:
    """The text of a column in small letters without accents."""
    return models.GeneratedField(
        db_persist=True,
        expression=models.Func(
            Lower(column),
            models.Value(FROM),
            models.Value(TO),
            function="translate",
            output_field=models.TextField(),
        ),
        output_field=models.TextField(),
    )


def in_order(column: str, otherwise: str) -> models.GeneratedField:
    """The text of a column, else of another, so that it sorts as people read."""
    said = Coalesce(NullIf(column, models.Value("")), otherwise, output_field=models.TextField())
    letters = _text("translate", Lower(said), "ÅÄÖåäö", "{|}{|}")
    wide = _text("regexp_replace", letters, "([0-9]+)", r"00000000\1", "g")
    return models.GeneratedField(
        expression=_text("regexp_replace", wide, "0*([0-9]{8})(?![0-9])", r"\1", "g"),
        output_field=models.TextField(), db_persist=True,
    )  # fmt: skip


def _text(function: str, of: models.Expression, *values: str) -> models.Func:
    return models.Func(of, *map(models.Value, values), function=function, output_field=models.TextField())


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("alarms", "0021_weekly_pauses")]
    operations = [
        migrations.AddField("account", "sought", bare("address")),
        migrations.AddField("account", "place", in_order("address", "written")),
        migrations.AddField("contact", "sought", bare("name")),
        migrations.AddField(
            "contact",
            "digits",
            models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    "phone",
                    models.Value("[^0-9]"),
                    models.Value(""),
                    models.Value("g"),
                    function="regexp_replace",
                ),
                output_field=models.TextField(),
            ),
        ),
    ]
