"""A campaign on paper: poster, flyer, door hanger, letter."""
