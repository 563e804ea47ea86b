"""Takes in events of other systems: checks who sent them, and brings them to one form."""
