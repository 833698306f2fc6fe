"""Lessons as files, for the pages and commands that read them."""

PLAN = """[steps.plan]
dataset = "mnist-5k"
hidden = [8]
activation = "relu"
optimizer = "adam"
learning_rate = 0.01
batch_size = 32
epochs = 2
"""
"""A step's plan that takes a blink; more settings may follow it."""
