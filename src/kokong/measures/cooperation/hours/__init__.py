"""What each measure took."""
