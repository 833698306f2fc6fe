"""Digitpad: draw a digit, see ten bars answer, retrain the network in front of the class."""

import os

__version__ = "0.1.0"

# NumPy multiplies for one picture at a time; a second thread only makes it wait for a busy processor. Said before NumPy
# is imported for the first time, since it listens only then.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
