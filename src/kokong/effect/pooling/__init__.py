"""Several municipalities that ask the same question: who takes part is written down, then counts are shared."""
