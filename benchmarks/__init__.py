"""How fast the stages are: measured on demand, never asserted."""
