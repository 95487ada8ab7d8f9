"""Municipality and police plan, meet and look back together."""
