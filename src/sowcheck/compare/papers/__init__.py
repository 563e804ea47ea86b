"""One paper as comparing needs it: what it states, where, and what supports a value."""
