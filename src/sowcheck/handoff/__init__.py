"""What leaves the house: the bundle of a case that was signed off, and the events that other systems are told."""
