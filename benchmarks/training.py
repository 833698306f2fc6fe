"""One epoch of the three lectures' networks: our loop against stock Keras `fit`, a plain PyTorch loop, and JAX.

Every contender runs in a fresh process, one after the other, on all 60,000 digits of MNIST; what it needs to get ready
(tracing, compiling) is timed apart, as the time of a first short call. PyTorch and JAX are optional: without them their
columns are empty. Also: the share of this machine's own matrix-multiply peak that each network reaches, and the time
from the click on Train to the end of five epochs on the bundled digits, against a script that imports Keras and calls
`fit`.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from benchmarks.screen import ROOT, SHARED

NETWORKS: dict[str, dict[str, Any]] = {
    "784-500-500-500-10, Adam, batch 100": {"hidden": [500, 500, 500], "optimizer": "adam", "batch_size": 100},
    "784-128-10, Adam, batch 32": {"hidden": [128], "optimizer": "adam", "batch_size": 32},
    "784-100-10, SGD, batch 10": {"hidden": [100], "optimizer": "sgd", "batch_size": 10},
}
LIMITS = {  # at most this fraction of PyTorch
    "784-500-500-500-10, Adam, batch 100": 0.6,
    "784-128-10, Adam, batch 32": 0.3,
    "784-100-10, SGD, batch 10": 0.25,
}
OF_JAX = 0.95
"""At most this fraction of JAX is wanted."""

RATE = 0.001
ROUNDS = 3
"""The contenders take turns; the best of each counts."""



def digits() -> tuple[Any, Any]:
    """MNIST's training part: (60000, 784) uint8 and (60000,) int32."""
    import numpy as np

    with np.load(SHARED / "mnist.npz") as data:
        return data["x_train"].reshape(-1, 784), data["y_train"].astype(np.int32)


def ours(network: dict[str, Any]) -> tuple[float, float]:
    """Digitpad's engine, called as the trainer calls it: (seconds of the first call, seconds of an epoch)."""
    from digitpad.training.runtime import load_tensorflow

    load_tensorflow()
    from digitpad.data.digits import Dataset, Pictures
    from digitpad.training.plan import TrainingPlan
    from digitpad.training.progress import Phase, Progress
    from digitpad.training.trainer import train

    images, labels = digits()
    pictures = Pictures(images.reshape(-1, 28, 28), labels.astype("uint8"))
    names = tuple("0123456789")
    dataset = Dataset("mnist", "MNIST", names, pictures, pictures.take(slice(100)))  # type: ignore[arg-type] # no copy
    plan = TrainingPlan(
        dataset="mnist", hidden=tuple(network["hidden"]), optimizer=network["optimizer"], learning_rate=RATE,
        batch_size=network["batch_size"], epochs=2, validation_share=0.0,
    )
    times: dict[str, float] = {}

    def report(progress: Progress) -> None:
        if progress.phase is Phase.COMPILING:
            times["compiling"] = time.perf_counter()
        elif progress.phase is Phase.TRAINING:
            times.setdefault("first", time.perf_counter())

    outcome = train(plan, dataset, report)
    return times["first"] - times["compiling"], outcome.history[1].seconds


def fit(network: dict[str, Any]) -> tuple[float, float]:
    """Plain Keras."""
    import keras

    images, labels = digits()
    inputs = images.astype("float32") / 255
    model = keras.Sequential([keras.Input((784,))])
    for units in network["hidden"]:
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    optimizer = {"adam": keras.optimizers.Adam, "sgd": keras.optimizers.SGD}[network["optimizer"]](RATE)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    size = network["batch_size"]
    first = _timed(lambda: model.fit(inputs[: 2 * size], labels[: 2 * size], batch_size=size, verbose=0))
    return first, _timed(lambda: model.fit(inputs, labels, batch_size=size, verbose=0))


def pytorch(network: dict[str, Any]) -> tuple[float, float]:
    """A plain PyTorch loop: tensors in memory, a shuffled index, one step a batch."""
    import torch

    torch.set_num_threads(2)
    images, labels = digits()
    inputs, targets = torch.tensor(images), torch.tensor(labels, dtype=torch.long)
    widths = [784, *network["hidden"]]
    parts: list[torch.nn.Module] = []
    for inside, outside in pairwise(widths):
        parts += [torch.nn.Linear(inside, outside), torch.nn.ReLU()]
    model = torch.nn.Sequential(*parts, torch.nn.Linear(widths[-1], 10))
    optimizer = {"adam": torch.optim.Adam, "sgd": torch.optim.SGD}[network["optimizer"]](model.parameters(), lr=RATE)
    loss_of = torch.nn.CrossEntropyLoss()
    size = network["batch_size"]

    def epoch(rows: Any) -> None:
        for start in range(0, len(rows), size):
            chosen = rows[start : start + size]
            optimizer.zero_grad()
            loss_of(model(inputs[chosen].float() / 255), targets[chosen]).backward()
            optimizer.step()

    first = _timed(lambda: epoch(torch.arange(2 * size)))
    return first, _timed(lambda: epoch(torch.randperm(60_000)))


def jax(network: dict[str, Any]) -> tuple[float, float]:
    """JAX: one `lax.scan` an epoch, batches gathered before, parameters given up to the call, Adam by its paper."""
    import jax
    import jax.numpy as jnp
    import numpy as np

    images, labels = digits()
    inputs, targets = jnp.asarray(images), jnp.asarray(labels)
    widths, size = [784, *network["hidden"], 10], network["batch_size"]
    random = np.random.default_rng(1)
    weights = [
        (jnp.asarray(random.normal(0, (2 / inside) ** 0.5, (inside, outside)), jnp.float32), jnp.zeros(outside))
        for inside, outside in pairwise(widths)
    ]
    is_adam = network["optimizer"] == "adam"

    def loss_of(weights: Any, pictures: Any, wanted: Any) -> Any:
        x = pictures.astype(jnp.float32) / 255
        for kernel, bias in weights[:-1]:
            x = jax.nn.relu(x @ kernel + bias)
        logits = jax.nn.log_softmax(x @ weights[-1][0] + weights[-1][1])
        return -jnp.take_along_axis(logits, wanted[:, None], axis=1).mean()

    def step(state: Any, batch: Any) -> tuple[Any, Any]:
        weights, first, second, count = state
        loss, slope = jax.value_and_grad(loss_of)(weights, *batch)
        if not is_adam:
            return (jax.tree.map(lambda w, g: w - RATE * g, weights, slope), first, second, count), loss
        count = count + 1
        first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, slope)
        second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, slope)
        rate = RATE * jnp.sqrt(1 - 0.999**count) / (1 - 0.9**count)
        weights = jax.tree.map(lambda w, m, v: w - rate * m / (jnp.sqrt(v) + 1e-7), weights, first, second)
        return (weights, first, second, count), loss

    def epoch(state: Any, rows: Any) -> tuple[Any, Any]:
        rows = rows[: len(rows) // size * size].reshape(-1, size)
        result: tuple[Any, Any] = jax.lax.scan(step, state, (inputs[rows], targets[rows]))
        return result

    zeros = jax.tree.map(jnp.zeros_like, weights)
    state = (weights, zeros, jax.tree.map(jnp.zeros_like, weights), jnp.zeros(()))
    compiled = jax.jit(epoch, donate_argnums=0).lower(state, jnp.arange(60_000)).compile()
    first = _timed(lambda: jax.jit(epoch).lower(state, jnp.arange(2 * size)).compile())
    rows = jnp.asarray(random.permutation(60_000))
    return first, _timed(lambda: jax.block_until_ready(compiled(state, rows)))


def peak(_: dict[str, Any]) -> tuple[float, float]:
    """The machine's own matrix-multiply peak: (0, floating-point operations a second in float32)."""
    from digitpad.training.runtime import load_tensorflow

    load_tensorflow()
    import tensorflow as tf

    side = 2048
    a = tf.random.normal([side, side])
    multiply = tf.function(lambda: tf.matmul(a, a))
    multiply()
    best = min(_timed(lambda: multiply().numpy()) for _ in range(8))
    return 0.0, 2.0 * side * side * side / best


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


CONTENDERS = {"ours": ours, "fit": fit, "pytorch": pytorch, "jax": jax, "peak": peak}


def measured(contender: str, network: dict[str, Any]) -> tuple[float, float] | None:
    """Run a contender in a fresh process; None where it cannot run."""
    command = [sys.executable, "-m", "benchmarks.training", contender, json.dumps(network)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        if "No module named 'torch'" in done.stderr or "No module named 'jax'" in done.stderr:
            return None
        raise RuntimeError(done.stderr)
    first, epoch = json.loads(done.stdout.splitlines()[-1])
    return first, epoch


def best(times: list[tuple[float, float] | None]) -> tuple[float, float] | None:
    """The shortest first call and the shortest epoch of some rounds: what others did on the machine only adds."""
    done = [each for each in times if each is not None]
    return (min(first for first, _ in done), min(epoch for _, epoch in done)) if done else None


def operations(network: dict[str, Any]) -> float:
    """Floating-point operations of one epoch: 2 a weight forward, 4 backward, less 2 for the first layer's inputs."""
    widths = [784, *network["hidden"], 10]
    weights = [inside * outside for inside, outside in pairwise(widths)]
    return float(60_000 * (6 * sum(weights) - 2 * weights[0]))


CLICK = """
import sys, time
began = time.monotonic()
from digitpad.replay import off_screen_window, train
with off_screen_window() as window:
    clicked = time.monotonic()
    train(window)
    print(time.monotonic() - clicked)
"""

SCRIPT = """
import time
began = time.monotonic()
import os
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras, numpy as np
with np.load({path!r}) as data:
    x, y, test = data["x_train"] / np.float32(255), data["y_train"], (data["x_test"] / np.float32(255), data["y_test"])
model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(128, activation="relu"),
                          keras.layers.Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, batch_size=32, epochs=5, validation_split=0.1, verbose=0)
model.evaluate(*test, verbose=0)
print(time.monotonic() - began)
"""


def click_to_end() -> tuple[float, float]:
    """Seconds from the click on Train to the end of five epochs on the bundled digits; the same for a script."""
    bundled = str(ROOT / "assets" / "datasets" / "mnist-5k.npz")

    def seconds(script: str) -> float:
        done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
        return float(done.stdout.splitlines()[-1])

    rounds = [(seconds(CLICK), seconds(SCRIPT.format(path=bundled))) for _ in range(3)]
    return min(click for click, _ in rounds), min(script for _, script in rounds)


def main() -> None:
    """Print the table."""
    if len(sys.argv) > 1:
        print(json.dumps(CONTENDERS[sys.argv[1]](json.loads(sys.argv[2]))))
        return
    if not (SHARED / "mnist.npz").exists():
        print("Skipped: the file mnist.npz with all of MNIST is not here.")
        return
    top = measured("peak", {})
    assert top is not None
    print("One epoch of MNIST (60,000 digits), seconds; this machine multiplies matrices at", end=" ")
    print(f"{top[1] / 1e9:.0f} GFLOP/s at most")
    print(f"{'network':<38}{'fit':>7}{'PyTorch':>9}{'JAX':>7}{'ours':>7}{'first call':>12}", end="")
    print(f"{'of fit':>8}{'of PyTorch':>18}{'of JAX':>18}{'of peak':>9}")
    for name, network in NETWORKS.items():
        contenders = ("ours", "fit", "pytorch", "jax")
        rounds = [[measured(contender, network) for contender in contenders] for _ in range(ROUNDS)]
        mine, stock, torch, scan = (best(list(times)) for times in zip(*rounds, strict=True))
        assert mine is not None
        assert stock is not None
        beside = (f"{torch[1]:9.2f}" if torch else f"{'-':>9}") + (f"{scan[1]:7.2f}" if scan else f"{'-':>7}")
        of_torch = f"{mine[1] / torch[1]:.3f} (max {LIMITS[name]:.2f})" if torch else "-"
        of_jax = f"{mine[1] / scan[1]:.2f} (wanted {OF_JAX})" if scan else "-"
        share = operations(network) / mine[1] / top[1]
        print(
            f"{name:<38}{stock[1]:7.2f}{beside}{mine[1]:7.2f}{mine[0]:12.2f}{mine[1] / stock[1]:8.3f}{of_torch:>18}"
            f"{of_jax:>18}{share:9.0%}"
        )
    click, script = click_to_end()
    print("\nFrom the click on Train to the end of 5 epochs on the bundled digits, TensorFlow not yet imported")
    print(f"  Digitpad {click:.2f} s, a script with Keras fit {script:.2f} s, ratio {click / script:.2f} (at most 1.1)")


if __name__ == "__main__":
    main()
