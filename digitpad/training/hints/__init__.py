"""Hints: what the figures of a run say about its settings, and what to change."""
