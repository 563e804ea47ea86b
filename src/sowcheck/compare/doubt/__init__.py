"""What may not be concluded: unproven readings, questions without answers, papers not understood."""
