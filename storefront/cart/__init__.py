"""What one browser means to buy, kept between visits."""
