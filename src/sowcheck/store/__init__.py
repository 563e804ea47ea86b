"""Keeps cases, their events and the bytes of their papers."""
