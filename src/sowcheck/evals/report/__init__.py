"""An evaluation log for people: data first, then a page or Markdown."""
