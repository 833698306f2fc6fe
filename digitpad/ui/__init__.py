"""The window: a folder for each feature, and what holds them together."""
