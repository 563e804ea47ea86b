"""Document -> Outline: clauses, key values, lists, tables, parties, definitions and signature blocks."""
