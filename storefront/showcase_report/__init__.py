"""What a showcase came to: visits, orders, sales and leads, by hour, booth and sign."""
