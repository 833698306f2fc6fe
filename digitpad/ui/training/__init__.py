"""The Train page: settings, live curves, and the controls of the run under way."""
