"""What templates say of texts."""
