"""The one door to PDFium: characters, shapes and pictures of pages, and which of them people see."""
