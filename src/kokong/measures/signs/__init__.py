"""Signs in the streets: ordered, put up where the owner agreed, looked at, replaced before they fade."""
