# `make demo` shows the wall on the embedded demo inbox; `make test` runs the suite. Both set themselves up.
PYTHON ?= python3
SCENARIO ?= storm
# The short form: CRASH="--kills 60 --damaged 120 --cuts 12 --step 12".
CRASH ?=
# The short form: SOAK="--hours 4".
SOAK ?=
# The short form: PICTURES=--few.
PICTURES ?=
# Chatwoot's own OpenAPI document (swagger/swagger.json of its repository); `make contract` needs it.
CONTRACT ?= chatwoot-swagger.json

VENV = .venv/bin/python
PINNED = --universal --python-version 3.11 --generate-hashes --no-header --extra keyring pyproject.toml

.PHONY: help demo test setup check lint types imports words contract window soak pictures crash office pins clean

help:
	@echo "make demo      the wall on the demo inbox (SCENARIO=storm, weekday, calm or night)"
	@echo "make test      the whole suite, headless"
	@echo "make setup     only install"
	@echo "make check     format, lint, types, import contracts, tests"
	@echo "make words     takes new texts into the translations, old ones out, and says what is to be translated"
	@echo "make contract  our client and our demo inbox against Chatwoot's OpenAPI document (CONTRACT=file)"
	@echo "make window    the wall in a real window of a virtual screen: seconds to live numbers, and pictures"
	@echo "make pictures  every page and the desk in every theme, language, size and state, with a contact sheet (build/pictures)"
	@echo "make soak      two walls for two simulated days: nothing is made after the first round (minutes; SOAK=\"--hours 3\")"
	@echo "make crash     kills, power cuts, full disks and damage against the kept history (minutes; see CRASH)"
	@echo "make office    what is exported, opened by LibreOffice and a PDF reader"
	@echo "make pins      pin the dependencies anew"

demo:
	@PYTHON="$(PYTHON)" .ci/setup run
	@$(VENV) main.py wall --demo $(SCENARIO) --windowed

setup:
	@PYTHON="$(PYTHON)" .ci/setup test

test: setup
	@QT_QPA_PLATFORM=offscreen $(VENV) -m pytest -n auto --dist worksteal

lint: setup
	@$(VENV) -m ruff format --check .
	@$(VENV) -m ruff check .

types: setup
	@$(VENV) -m mypy

imports: setup
	@.venv/bin/lint-imports --no-cache

check: lint types imports test

words: setup
	@$(VENV) -m tests.proofs.words

contract: setup
	@$(VENV) -m tests.proofs.contract "$(CONTRACT)"

window: setup
	@.ci/window

pictures: setup
	@$(VENV) -m tests.proofs.pictures $(PICTURES)

soak: setup
	@$(VENV) -m tests.proofs.soak $(SOAK)

crash: setup
	@$(VENV) -m tests.proofs.crash $(CRASH)

office: setup
	@$(VENV) -m tests.proofs.office

pins:
	@uv pip compile -q $(PINNED) -o .ci/constraints.txt
	@uv pip compile -q $(PINNED) --group dev -o .ci/constraints-dev.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
