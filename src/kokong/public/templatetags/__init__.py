"""What templates of public pages load."""
