"""What people write back to letters of campaigns, and the clock by which they are answered."""
