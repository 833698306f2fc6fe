"""The film of a run: a slider through its moments, and what the drawing was along the way."""
