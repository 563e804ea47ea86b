"""Two values side by side: whether they are equal, and how a sentence says them."""
