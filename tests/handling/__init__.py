"""What a maker does with orders."""
