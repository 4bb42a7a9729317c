"""Who did what in a cooperative's shop."""
