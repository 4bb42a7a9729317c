"""The visual language on one page, for those who work on the shop."""
