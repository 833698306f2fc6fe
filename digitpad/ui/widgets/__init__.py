"""Widgets and helpers that every page may use: theme, fields, labels, plots, dialogs."""
