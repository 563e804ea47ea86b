"""The command line: one module for one command; each parses, calls and prints."""
