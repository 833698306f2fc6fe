"""The user's settings and the page that changes them."""
