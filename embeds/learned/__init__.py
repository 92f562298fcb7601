"""What is learnt from labelled texts: weights, one file a question, and beside each what it was learnt from."""
