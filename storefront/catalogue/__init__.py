"""The goods: categories, products, their variants and certificates."""
