"""What a network sees, for every test of the room."""

from helpers.sights import sight_of

__all__ = ["sight_of"]
