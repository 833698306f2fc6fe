"""Choosing, downloading, importing and exporting datasets."""
