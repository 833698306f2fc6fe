"""The projector view, and the window for a second screen."""
