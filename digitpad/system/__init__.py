"""What the operating system gives: display, streams, files, memory, paths, time."""
