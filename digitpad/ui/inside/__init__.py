"""The Inside page: the network at work, its neurons number by number, and experiments on a copy."""
