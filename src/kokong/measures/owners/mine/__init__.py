"""What whoever speaks for an owner sees: their own buildings, and what is asked of them, answered in place."""
