"""What a file says of its own version, and whether it calls itself a draft."""
