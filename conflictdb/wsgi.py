"""The entry point for WSGI servers."""

import os

from django.core.wsgi import get_wsgi_application

from conflictdb.slots import in_slots

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictdb.settings")
application = in_slots(get_wsgi_application())
