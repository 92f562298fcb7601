"""Benchmarks, run by hand: `python -m tests.bench.html` and its likes. They assert nothing."""
