"""Digitpad: draw a digit, see ten bars answer, retrain the network in front of the class."""

__version__ = "0.1.0"
