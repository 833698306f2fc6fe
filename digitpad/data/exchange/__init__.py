"""Labelled pictures to and from other programs: npz, IDX, CSV and folders of PNG files.

What comes in is measured before it is believed, as in `data.formats`, but Digitpad bends to it: other sizes, white
paper, missing test parts and some bad rows become an `Offer` that says what was found, and the user decides.
"""
