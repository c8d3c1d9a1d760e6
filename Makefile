# make lab, make test: everything is set up in .venv, once, and again only when a lock or pyproject changes.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip install --quiet --disable-pip-version-check
SYSTEM_LANG := $(firstword $(LC_ALL) $(LC_MESSAGES) $(LANG))
CMKIT_LANG ?= $(if $(filter fr%,$(SYSTEM_LANG)),fr,en)
LAB_FLAGS ?=
# Each notebook folder states its own language, which this variable would overrule inside the notebooks.
unexport CMKIT_LANG

.PHONY: help lab test bench lock
.DEFAULT_GOAL := help

help:
	@echo "make lab                  set up, then open JupyterLab on the start notebook ($(CMKIT_LANG))"
	@echo "make lab CMKIT_LANG=fr    the same, in French (en: in English)"
	@echo "make test                 set up, then ruff, mypy and every test"
	@echo "make bench                set up, then the speed benchmarks"
	@echo "make lock                 write the locks again (needs uv)"
	@echo "With another Python 3.11 or newer: make lab PYTHON=python3.13"

lab: $(VENV)/lab.stamp
	$(RUN) -c "import sys; from cmkit.desk import lab; lab.start('.', sys.argv[1], *sys.argv[2:])" $(CMKIT_LANG) $(LAB_FLAGS)

test: $(VENV)/test.stamp
	$(RUN) -m ruff check .
	$(RUN) -m mypy
	$(RUN) -m pytest --numprocesses=auto --dist=worksteal

bench: $(VENV)/test.stamp
	@set -e; for script in tests/benchmarks/*.py; do echo "$$script"; $(RUN) "$$script"; done

$(VENV)/%.stamp: requirements/build.txt requirements/%.txt pyproject.toml | $(RUN)
	@echo "Setting up cmkit in $(VENV): a few minutes, this time only."
	$(PIP) --require-hashes -r requirements/build.txt
	$(PIP) --require-hashes --no-build-isolation -r requirements/$*.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(RUN):
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'cmkit needs Python 3.11 or newer: make PYTHON=python3.13')"
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

# Only what has been public for a week is taken, and only from the public index: no setting of this machine counts.
LOCK := env -u UV_FIND_LINKS -u UV_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_DEFAULT_INDEX \
	uv pip compile --no-config --quiet --upgrade --universal --python-version 3.11 --exclude-newer "7 days" \
	--generate-hashes --no-emit-index-url --no-emit-find-links --annotation-style line --custom-compile-command "make lock"

lock:
	$(LOCK) pyproject.toml --all-extras --group build --group test -o requirements/test.txt
	$(LOCK) pyproject.toml --extra lab --group build -c requirements/test.txt -o requirements/lab.txt
	$(LOCK) --group build -c requirements/test.txt -o requirements/build.txt
