"""Programs that keep the project in order; the shop itself never imports them."""
