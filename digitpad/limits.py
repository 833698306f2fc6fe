"""Limits that several parts of the program share."""

MAX_CLASSES = 62
"""Classes that a network may tell apart: ten digits and both cases of 26 letters."""

MAX_NAME = 100
"""Characters of the name of a class or of a dataset in files of networks and runs."""
