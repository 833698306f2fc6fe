"""The Prepare page: one drawing raw and prepared, with the network's answer to each."""
