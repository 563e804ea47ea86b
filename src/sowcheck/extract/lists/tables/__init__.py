"""Cells, columns and headers as rules for several fields read them."""
