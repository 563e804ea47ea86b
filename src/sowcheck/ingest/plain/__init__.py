"""Reads text and Markdown files."""
