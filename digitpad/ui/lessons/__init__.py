"""The Lessons page: text, steps to run, and their results beside the published ones."""
