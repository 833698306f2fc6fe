#!/bin/sh
# Run the tests that look for ../shared in a clone of what was committed, with nothing beside it.
#
#     test_without_shared.sh PYTHON
set -eu

python=$(realpath -s "$1")
alone=$(mktemp -d)
trap 'rm -rf "$alone"' EXIT
git clone --quiet . "$alone/digitpad"
cd "$alone/digitpad"
unset DIGITPAD_SHARED
# Those whose tests ask for the fixture `shared`, and those that look by themselves.
grep -rlE 'def .*[(, ]shared[:,)]|"shared"' tests --include='test_*.py' |
    PYTHONPATH=$PWD QT_QPA_PLATFORM=offscreen xargs "$python" -m pytest -q
