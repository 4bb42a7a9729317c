"""Pictures and words that make a link look like the thing it leads to."""
