"""The desk of a cooperative: its members keep page, goods, stock and orders right from a phone."""
