"""Quantities: the stock records and reservations, and the only code that changes them."""
