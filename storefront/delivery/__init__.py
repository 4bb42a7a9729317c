"""How goods reach a buyer: zones, fees, and what cannot go that far."""
