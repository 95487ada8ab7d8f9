"""django-newsletter as its documentation sets it up, in its own environment: nothing of Kokong is imported here.

`python sending_peer.py FOLDER fill 5000` makes subscribers and one prepared submission in a SQLite file;
`python sending_peer.py FOLDER send PORT` is its `manage.py submit_newsletter`;
`python sending_peer.py FOLDER again` is what an administrator does to a submission that a kill left "sending".
"""

import sys
from datetime import timedelta
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

ADDRESSES = "member{}@d{}.example"
DOMAINS = 50


def begin(folder: Path, port: int) -> None:
    """Settings and tables."""
    templates = folder / "templates" / "newsletter" / "message" / "news"
    templates.mkdir(parents=True, exist_ok=True)
    (templates / "message.txt").write_text("{{ message.title }}\n\nAdvice: lock your door.\n")
    (templates / "message_subject.txt").write_text("{{ message.title }}\n")
    apps = ("django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sites", "newsletter")
    engine = {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
    settings.configure(
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "peer.sqlite3"}},
        INSTALLED_APPS=apps, ROOT_URLCONF="newsletter.urls", NEWSLETTER_USE_HTTPS=True,
        TEMPLATES=[{**engine, "DIRS": [folder / "templates"]}], NEWSLETTER_THUMBNAIL="sorl-thumbnail",
        EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, SITE_ID=1, USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.AutoField", SECRET_KEY="of a benchmark",
    )  # fmt: skip
    django.setup()


def fill(members: int) -> None:
    """Subscribers, a message, and a submission that waits."""
    call_command("migrate", verbosity=0)
    from django.utils import timezone
    from newsletter.models import Message, Newsletter, Submission, Subscription

    news = Newsletter.objects.create(title="News", slug="news", email="news@town.example", sender="Town",
                                     send_html=False)  # fmt: skip
    rows = [
        Subscription(newsletter=news, subscribed=True, email_field=ADDRESSES.format(n, n % DOMAINS))
        for n in range(members)
    ]
    Subscription.objects.bulk_create(rows, batch_size=500)
    message = Message.objects.create(newsletter=news, title="Alert", slug="alert")
    sent = Submission.objects.create(
        newsletter=news, message=message, prepared=True, publish_date=timezone.now() - timedelta(hours=1)
    )
    sent.subscriptions.set(Subscription.objects.all())


def again() -> None:
    """Nothing but a person's word gets a submission going that was killed."""
    from newsletter.models import Submission

    Submission.objects.update(sending=False)


if __name__ == "__main__":
    folder, what, *number = sys.argv[1:]
    begin(Path(folder), int(number[0]) if what == "send" else 25)
    if what == "fill":
        fill(int(number[0]))
    elif what == "send":
        call_command("submit_newsletter", verbosity=0)
    else:
        again()
