"""Clusters to answers: sources, people, officials, events, agreements, disputes and what became of what was agreed."""
