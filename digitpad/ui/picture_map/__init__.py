"""The Map page: pictures in a plane, alike ones close together, and the drawing among them."""
