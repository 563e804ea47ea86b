"""What type of clause some words stand in: by headings, by structure and by a small trained classifier."""
