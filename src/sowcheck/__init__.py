"""sowcheck: what a services firm signed, checked against what its systems say."""
