"""The left column of the window: the canvas, its tools, and the row that labels a drawing."""
