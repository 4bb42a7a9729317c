"""The market itself: its name, its operator, and whether it runs on sample data."""
