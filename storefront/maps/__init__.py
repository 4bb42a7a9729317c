"""A drawn map of the districts, from the grid in which they lie and who borders on whom."""
