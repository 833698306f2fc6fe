"""The networks of this session: opened, saved, compared and exported."""
