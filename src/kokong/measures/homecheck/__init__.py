"""The home check: what a resident can look at alone, on the phone, without an account."""
