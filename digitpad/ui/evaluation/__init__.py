"""The Test page: pictures of a dataset's test part before the network."""
