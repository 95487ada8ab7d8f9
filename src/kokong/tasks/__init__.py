"""What somebody has to do by when, from any room."""
