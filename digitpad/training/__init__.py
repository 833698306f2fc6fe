"""Teaching a network: the plan, the trainer (the only room with TensorFlow) and the thread it runs in."""
