"""Scorers: small functions from predictions and gold to verdicts and shares."""
