"""Words as they are compared: without what is only a way to write them."""

import re
import unicodedata


def bare(words: str) -> str:
    """The words alone, in lower case with single spaces.

    >>> bare("  Go-Live: (Phase 2)")
    'go live phase 2'
    """
    return re.sub(r"\W+", " ", words).strip().casefold()


def without_accents(words: str) -> str:
    """The words with plain letters.

    >>> without_accents("Déploiement à Liège")
    'Deploiement a Liege'
    """
    return "".join(mark for mark in unicodedata.normalize("NFKD", words) if not unicodedata.combining(mark))
