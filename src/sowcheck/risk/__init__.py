"""How much trouble the discrepancies promise."""
