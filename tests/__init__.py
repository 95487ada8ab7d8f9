"""One cast, one folder per room."""
