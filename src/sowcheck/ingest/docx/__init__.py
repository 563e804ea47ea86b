"""Word files (.docx, .docm) to documents: an own walk over the XML, because no library reads all of it."""
