"""Handwriting made by the program: varied strokes, drawn letters, ink traced from pictures, for training."""
