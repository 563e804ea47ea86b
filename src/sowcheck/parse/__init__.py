"""Parsers: text to typed quantities. Pure functions; a find's own words parse to the same value again."""
