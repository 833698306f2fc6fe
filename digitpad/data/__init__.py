"""Labelled pictures: what they are, where they are found, how they are checked and fetched."""
