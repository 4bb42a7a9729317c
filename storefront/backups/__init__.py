"""The whole shop in one file, and back: database, media, secret key."""
