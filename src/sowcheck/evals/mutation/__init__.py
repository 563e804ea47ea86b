"""Mutation testing of the check: a matching deal, one thing changed, and whether comparing notices."""
