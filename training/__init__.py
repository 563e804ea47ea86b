"""What the package ships as data and learned from examples: made here, by `make train`."""
