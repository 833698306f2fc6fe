"""Limits that several parts of the program share."""

MAX_CLASSES = 62
"""Classes that a network may tell apart: ten digits and both cases of 26 letters."""
