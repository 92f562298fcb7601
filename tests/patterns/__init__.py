"""The proof that no pattern of the package hangs: it collects them, reads each as an automaton, and pumps it."""
