"""The condition of the files: hidden or doubtful words, open changes, blanks, signatures, versions."""
