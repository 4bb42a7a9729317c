"""Drawn pictures for goods, makers and districts that have no photograph."""
