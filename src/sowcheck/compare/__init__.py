"""Assumptions against record values: verdicts on every field, and coded discrepancies."""
