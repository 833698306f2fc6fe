"""From a photo or a scan to the 28 x 28 pictures of the digits on it."""
