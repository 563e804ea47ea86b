"""Roles, people and who signs."""
