"""The Runs page: all training runs as a table and as curves."""
