"""The nouns: frozen values that every stage speaks, with no input or output of their own."""
