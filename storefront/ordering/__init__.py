"""Purchases and orders, their states, and every change of them."""
