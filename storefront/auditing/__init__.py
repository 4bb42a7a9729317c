"""What must always be true of stock, orders and money, checked on the live database."""
