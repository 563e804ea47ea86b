"""Rules for fields that a document states item by item."""
