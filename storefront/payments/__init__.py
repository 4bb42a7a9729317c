"""Money: accounts to pay to, payments, bank transactions, VietQR."""
