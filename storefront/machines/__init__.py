"""Addresses for machines: health, metrics, site map, robots."""
