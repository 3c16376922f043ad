"""Finding a business or a product by its name."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q
from django.db.models.functions import Upper

from accounts.scoping import ScopedQuerySet

#: Stricter than what the index takes for similar (config/settings.py).
LIKE_ENOUGH = 0.6


class NameSearchQuerySet(ScopedQuerySet):
    """Search by a part of the name, forgiving typing errors. Needs a trigram index on its upper
    case."""

    def search(self, text: str) -> Self:
        upper = text.strip().upper()
        alike = TrigramWordSimilarity(upper, "upper_name")
        return self.alias(upper_name=Upper("name"), likeness=alike).filter(
            Q(name__icontains=upper)
            | Q(upper_name__trigram_word_similar=upper, likeness__gte=LIKE_ENOUGH)
        )


def name_search_index(name: str) -> GinIndex:
    return GinIndex(OpClass(Upper("name"), "gin_trgm_ops"), name=name)
