"""Addresses for machines, and the log."""
