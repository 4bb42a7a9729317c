"""Fairs and tastings: their days, programme, floor plan, and the booths of the makers."""
