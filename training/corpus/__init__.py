"""The training corpus: reports between states written and coded by hand in a compact form, and their conversion to golds."""
