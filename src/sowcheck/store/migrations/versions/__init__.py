"""One file for one step."""
