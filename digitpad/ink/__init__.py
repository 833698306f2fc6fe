"""What a pen did (strokes of points) and the 28 x 28 picture that a network receives."""
