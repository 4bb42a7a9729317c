"""Businesses that want to buy: their requests, and meetings at booths."""
