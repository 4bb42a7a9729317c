"""Whether what a cooperative wants to show may be shown."""
