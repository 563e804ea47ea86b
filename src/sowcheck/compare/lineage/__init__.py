"""Which papers of a case are versions of one paper, and which of them holds."""
