"""Languages: which one a page speaks, its addresses, and content that exists in both."""
