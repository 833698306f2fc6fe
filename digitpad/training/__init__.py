"""Teaching a network: the plan, trainer and engine (the only modules with TensorFlow), and the thread it runs in."""
