"""Fits the trees that say how likely an event that was found is right."""
