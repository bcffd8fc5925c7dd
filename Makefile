# Outturn. The two commands of a fresh machine are `make packs` and `make test`.

# An import that Package.swift does not declare stops the build.
BUILD := swift build -c release --explicit-target-dependency-import-check error
# The tests see inside the modules, so they are built by themselves: optimised all the same, because they build whole months of packs.
TEST_FLAGS := -c release --scratch-path .build/tests -Xswiftc -enable-testing --explicit-target-dependency-import-check error
PREFIX ?= /usr/local
FUZZ_SECONDS ?= 60
PERIOD ?= 2015-16/M11
PROGRAMME ?= Fixtures/thames-valley-wessex

.PHONY: packs test check accessibility fuzz bench deps test-deps build build-tests lint format meta install reference golden clean help

help: ## Lists what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

deps: ## Installs the system packages (Debian, Ubuntu)
	@scripts/dependencies.sh build

test-deps:
	@scripts/dependencies.sh test

build: deps ## Builds the program
	$(BUILD) --product outturn

packs: build ## Makes every pack of the fixture programme into Output/
	"$$(swift build -c release --show-bin-path)/outturn" build --programme $(PROGRAMME) --period $(PERIOD) --output Output

build-tests: test-deps
	swift build $(TEST_FLAGS) --build-tests

test: build-tests ## Runs all tests
	scripts/in-memory.sh swift test $(TEST_FLAGS) --skip-build

lint: ## Checks the format of every Swift file
	swift format lint --strict --parallel --recursive Sources Tests Templates Benchmarks Package.swift

format: ## Formats every Swift file
	swift format --in-place --parallel --recursive Sources Tests Templates Benchmarks Package.swift

meta: build-tests ## Checks documents and folders against the code
	scripts/in-memory.sh swift test $(TEST_FLAGS) --skip-build --filter RepositoryTests

check: lint meta test ## Lint, meta-checks, build and tests: what a change must pass

accessibility: build test-deps ## Runs every checker of accessibility over all packs of both fixtures
	scripts/accessibility.sh

fuzz: deps ## Fuzzes each parser for FUZZ_SECONDS, from the corpus of Tests/Fuzzing
	scripts/fuzz.sh $(FUZZ_SECONDS)

bench: ## Makes the full-size programme and measures speed and memory
	@scripts/dependencies.sh bench
	Benchmarks/run.sh

golden: build-tests ## Records the pictures of pages anew; say in the commit why they changed
	RECORD_GOLDEN=1 scripts/in-memory.sh swift test $(TEST_FLAGS) --skip-build --filter GoldenPages

reference: build ## Writes docs/configuration.md and docs/checks.md from the definitions that parse the configuration
	"$$(swift build -c release --show-bin-path)/outturn" configuration > docs/configuration.md
	"$$(swift build -c release --show-bin-path)/outturn" checks --markdown > docs/checks.md

install: build ## Installs the program, its templates and its man page under PREFIX
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/outturn" "$(DESTDIR)$(PREFIX)/share/man/man1"
	install -m 755 "$$(swift build -c release --show-bin-path)/outturn" "$(DESTDIR)$(PREFIX)/bin/outturn"
	cp -R Templates/packs Templates/html Templates/mail Templates/assets Templates/theme.yaml "$(DESTDIR)$(PREFIX)/share/outturn/"
	install -m 644 docs/outturn.1 "$(DESTDIR)$(PREFIX)/share/man/man1/outturn.1"

clean: ## Removes what was built and made
	rm -rf .build
	find Output -mindepth 1 ! -name README.md -delete
