"""Reads PDF files: text with its places, form fields, signatures, and the ledger."""
