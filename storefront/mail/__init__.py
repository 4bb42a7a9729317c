"""E-mail: written with what it tells of, delivered later."""
