"""Papers against themselves and each other, and what gave way."""
