"""Forms in XFA: XML inside a PDF that holds the form's words and what was filled in. No script of it is run."""
