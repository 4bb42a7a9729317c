"""Provinces and communes of delivery addresses, found by new and by old names."""
