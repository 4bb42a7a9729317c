"""Visits and scans at a showcase: counted by page and sign, never by person."""
