"""What change orders make of the papers before them, and which paper prevails."""
