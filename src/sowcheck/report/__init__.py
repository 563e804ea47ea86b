"""What was found, for machines (JSON) and for people (terminal, Markdown, one HTML page)."""
