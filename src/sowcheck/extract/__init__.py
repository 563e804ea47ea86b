"""Extract: from a document and its outline to assumptions with evidence and proof."""
