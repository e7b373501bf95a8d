"""Mentions to entities: who is who in a report, and which state each belongs to."""
