"""What docs/reference/figures.md says: `python -m benchmarks` runs them all, `python -m benchmarks.NAME` one.
