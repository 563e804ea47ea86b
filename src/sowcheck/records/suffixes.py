"""How record exports are named; only content tells which system wrote one."""

RECORD_SUFFIXES = (".json", ".csv")
