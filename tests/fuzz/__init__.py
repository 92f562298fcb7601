"""Made-up inputs by the hundred thousand, held against what the package promises: `python -m tests.fuzz`."""
