"""Show that no pattern of the package hangs: collect them, read each as an automaton, and feed it what it repeats."""
