"""What a document states with its open changes accepted, and what it states with them rejected."""
