"""Found property: which registers the police ask."""
