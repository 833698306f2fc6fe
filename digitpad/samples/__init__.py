"""The pupils' own drawings with their labels, in one SQLite file: read, changed, backed up, shared."""
