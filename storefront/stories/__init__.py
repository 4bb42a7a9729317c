"""Stories: a maker's people, place and years as a page to read, and the list of all of them."""
