"""Prompted extraction: a language model reads the clauses, and everything it claims is located and proven."""
