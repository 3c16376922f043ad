"""The product, saying how much work each request was."""

from bench._work import with_work
from config.wsgi import application as product

application = with_work(product)
