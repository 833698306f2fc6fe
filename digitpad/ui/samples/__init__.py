"""The Samples page: collect, look through, share and learn from the pupils' own drawings."""
