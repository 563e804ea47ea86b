"""Training of the classifier of clauses: `python -m training.clauses`."""
