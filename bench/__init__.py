"""Programs that measure the shop."""
