"""What a maker does with orders: finding them, taking their next step, packing, noting."""
