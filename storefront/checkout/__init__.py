"""From cart to order: details, review, placing; no tables of its own."""
