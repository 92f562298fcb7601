"""Benchmarks to run by hand, such as `python -m tests.bench.html`; they assert nothing."""
