"""The Why page: what in the picture makes the network answer so, and what would make it answer otherwise."""
