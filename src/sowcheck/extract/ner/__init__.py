"""Entities: a small trained recogniser reads the sentences that may feed a field, and proposes or votes beside the rules."""
