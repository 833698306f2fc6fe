"""What a network sees, for every test of the room."""

from helpers.sights import blank, built_in, curved, sight_of

__all__ = ["blank", "built_in", "curved", "sight_of"]
