"""How documents' files are named; only content tells what a file is."""

DOCUMENT_SUFFIXES = (".pdf", ".docx", ".xlsx", ".xlsm", ".txt", ".md", ".zip")
