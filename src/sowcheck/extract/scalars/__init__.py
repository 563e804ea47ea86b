"""Rules for fields that a document states once, grouped as the dictionary groups them."""
