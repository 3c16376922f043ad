import logging
import os

from django.core.wsgi import get_wsgi_application

from bench._work import with_work

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.peer.settings")
logging.disable(logging.CRITICAL)
application = with_work(get_wsgi_application())
