"""Files of addresses: looked at, shown on a map, and imported as a whole."""
