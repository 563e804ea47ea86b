"""The taxonomy of skills, and what of it stands in a text."""
