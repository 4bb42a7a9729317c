"""Pages of words: terms, privacy, delivery, returns, ranking, about."""
