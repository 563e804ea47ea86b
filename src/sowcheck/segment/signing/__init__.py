"""Reads the places where a paper is signed: blocks, who signs for whom, how, and the stamps of signing services."""
