"""What was sold: by week, product, district of the buyer and channel. Reads, never writes."""
