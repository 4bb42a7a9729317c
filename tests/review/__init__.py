"""What passes review before it is shown."""
