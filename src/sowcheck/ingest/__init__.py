"""Files to documents: one text, every place in it, and a ledger of what was read."""
