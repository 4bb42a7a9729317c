"""Finding goods, makers and districts by words, with or without marks."""
