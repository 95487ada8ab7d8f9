"""Member homes beside other homes: what is counted, with its chance, and never called an effect."""
