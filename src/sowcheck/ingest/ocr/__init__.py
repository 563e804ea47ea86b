"""Makes out words in pictures of pages: tesseract behind ocrmypdf's engine, ruled lines from the pixels."""
