"""The server command as a whole, with real processes and real signals."""
