"""Complaints: heard, numbered, answered in a stated time."""
