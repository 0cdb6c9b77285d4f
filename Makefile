# Each target sets itself up: only Python >= 3.11 and make are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: slate test soak check docs bench clean

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

slate: $(VENV)/ready
	mkdir -p out
	$(BIN)/planner propose data/sample-province.xlsx -o out/phuong-an.xlsx --json out/phuong-an.json
	$(BIN)/planner check out/phuong-an.xlsx

test: $(VENV)/ready
	$(BIN)/python -m pytest --numprocesses auto

soak: $(VENV)/ready
	$(BIN)/python -m pytest --numprocesses auto -m soak

check: $(VENV)/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m planner.rulebook_page | diff docs/rules.md - || { echo "docs/rules.md: make docs"; exit 1; }

docs: $(VENV)/ready
	$(BIN)/python -m planner.rulebook_page > docs/rules.md
	$(BIN)/python tests/doc_examples.py

bench: $(VENV)/ready
	$(BIN)/python tests/bench/run.py

clean:
	rm -rf $(VENV) out
