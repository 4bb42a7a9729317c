"""The operator's desk: who sells here, and who may sign in."""
