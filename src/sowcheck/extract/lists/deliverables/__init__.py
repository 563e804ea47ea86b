"""Things to be handed over."""
