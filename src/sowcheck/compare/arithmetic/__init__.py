"""The arithmetic of contracts: sums, ceilings, dates, shares and currencies."""
