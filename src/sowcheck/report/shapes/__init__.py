"""The parts of the report as data, `sowcheck.report/1`, by what they speak of."""
