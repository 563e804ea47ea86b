"""Durable work: the program's own steps on cases, on a queue that many processes share. The one package that knows DBOS."""
