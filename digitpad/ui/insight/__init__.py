"""The pages Why and Inside: what in the picture makes the network answer so, and how it comes to the answer."""
