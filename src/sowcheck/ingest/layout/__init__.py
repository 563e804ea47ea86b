"""From characters and lines on a page to blocks in reading order, by geometry alone."""
