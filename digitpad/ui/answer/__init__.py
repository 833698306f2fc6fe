"""The middle column of the window: what the network answers, as text and as bars."""
