"""What a network gets right and wrong on pictures whose classes are known."""
