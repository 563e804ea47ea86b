"""Papers against records: single values, items of lists, totals, and what one side alone knows."""
