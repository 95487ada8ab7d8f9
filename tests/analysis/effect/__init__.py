"""The effect package against published worked examples, and at its edges."""
