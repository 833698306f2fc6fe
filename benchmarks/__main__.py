"""`make bench`: every figure of the README, one script after the other, each in a process of its own."""

import subprocess
import sys

from benchmarks.screen import ROOT, on_a_screen

SCRIPTS = ("startup", "response", "views", "recognition", "photos", "samples", "smoothness", "stopping", "training",
           "finetune", "film", "insight", "lessons", "bundle")


def main() -> int:
    """Run them all; the exit code is that of the first that failed, or 0."""
    on_a_screen("benchmarks")
    for script in SCRIPTS:
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{script}"], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
        print(flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
