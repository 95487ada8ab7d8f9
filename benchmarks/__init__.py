"""What docs/reference/figures.md says: `python -m benchmarks` runs all, `python -m benchmarks.NAME` one."""
