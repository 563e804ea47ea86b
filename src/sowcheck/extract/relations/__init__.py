"""What a paper says of the other papers of its deal."""
