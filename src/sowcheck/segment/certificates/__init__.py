"""Pages on which signing services certify who signed: found, read, and kept apart from the paper's own words."""
