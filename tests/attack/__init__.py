"""The attack of `benchmarks/attack`."""
