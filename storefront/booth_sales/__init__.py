"""Sales at a booth: told by phones that are often without a network, and recorded once."""
