"""Event prices and vouchers: what a maker gives for less at a showcase, and how often."""
