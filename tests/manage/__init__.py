"""The desk of a cooperative."""
