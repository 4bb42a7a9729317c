"""Signs to print: each with a QR code, in both languages, as one PDF for all booths."""
