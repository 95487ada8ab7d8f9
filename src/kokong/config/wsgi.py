"""The web application."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from kokong.kernel import installation

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kokong.config.settings")
os.environ.setdefault("KOKONG_PROCESS", "web")
installation.keep_to_itself()
application = get_wsgi_application()

# A page that reads a thousand rows makes some ten thousand objects and drops them again. By default the
# collector looks for cycles every 700 of them, through everything that was loaded at the start: a third of
# the time of such a page.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
