"""Papers against the e-sign envelopes that records hold: the same file, the same signers, the same state."""
