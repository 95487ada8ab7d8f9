"""How people come in and stay in: the second step, waits after wrong guesses, known devices, sessions."""
