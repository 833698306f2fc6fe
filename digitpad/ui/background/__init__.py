"""Work outside the window's thread, and how its results reach the window without flooding it."""
