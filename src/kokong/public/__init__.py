"""Pages for everybody, without sign-in: what a coordinator has published of a municipality's work."""
