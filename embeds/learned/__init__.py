"""Weights learnt from labelled texts, one file a question, each with a manifest that says what it was learnt from."""
