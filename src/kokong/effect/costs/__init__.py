"""What a measure took in hours and kronor, and what that comes to for each burglary that was prevented."""
