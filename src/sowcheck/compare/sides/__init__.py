"""Both sides of a case: what holds on paper, what records hold, what was found, and what it may cost."""
