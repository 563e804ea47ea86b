"""Rates, priced lines and payments."""
