"""Who makes it and where: districts, cooperatives and the other makers, their stories."""
