"""Records: what the systems say. A CRM or CPQ export goes in, typed values of the dictionary come out."""
