"""The page Examine: what a network gets right and wrong, and on which pictures."""
