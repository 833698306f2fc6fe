"""Lessons as data: what to look for, complete plans to run, and the figures that others got with them."""
