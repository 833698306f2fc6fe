"""A drawing for a page that has nothing to show yet."""

from digitpad.ink.stroke import Ink, densified

EXAMPLE = Ink((densified(Ink.of([[(260, 190), (740, 160), (640, 380), (540, 620), (460, 890)]]).strokes[0], 14),))
"""A seven, on a canvas of 1000 units."""
