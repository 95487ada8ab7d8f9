"""Safety walks: residents walk their streets with those who can change something, and each finding is answered."""
