"""The organiser's desk: showcases set up, invited to, published, and told of afterwards."""
