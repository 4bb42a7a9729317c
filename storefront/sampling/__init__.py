"""The sample showcase of a demonstration: read from the market's folder, and always on."""
