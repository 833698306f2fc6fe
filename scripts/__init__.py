"""Scripts that make what is bundled, and pictures of the window."""
