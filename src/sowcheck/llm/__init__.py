"""Language models behind one method: a typed request in, a typed answer with its usage out."""
