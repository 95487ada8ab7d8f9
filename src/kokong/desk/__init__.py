"""Staff pages that show several rooms."""
