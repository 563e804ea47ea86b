"""How papers say who must do what: sentences, sides, verbs, leads and lists, which rules for several fields read."""
