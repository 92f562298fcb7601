"""Check the package's promises on hundreds of thousands of made-up inputs: `python -m tests.fuzz`."""
