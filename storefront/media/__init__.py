"""Uploaded pictures: received, checked, re-encoded, kept and shown."""
