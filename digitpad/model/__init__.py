"""A network as numbers: its structure, its forward pass, its file. No TensorFlow."""
