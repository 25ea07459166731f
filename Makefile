# The commands of the project. `make help` lists them.

SHELL       := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS   += --no-builtin-rules --no-print-directory
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# One set of build flags everywhere (build, vet, test): another one compiles the
# SQLite translation once more, which takes minutes. -trimpath leaves the folder out of
# what is compiled, so that every clone on a machine shares one cache and makes the same
# binary. -s -w only concerns the linker.
export GOFLAGS := $(strip $(filter-out -trimpath,$(GOFLAGS)) -trimpath)
LINK := -ldflags='-s -w'

# What the console is made of; a newer file rebuilds it.
WEB := $(shell find web \( -name node_modules -o -path web/dist -o -path web/src/gql -o -path web/e2e \) -prune \
                -o -type f ! -name '*.go' ! -name '*.test.*' -print 2>/dev/null) $(wildcard graph/schema/*.graphqls)
# gqlgen also touches the resolvers, where the schema has a field that they lack.
GENERATED := ent/db graph/gql 'graph/*.resolvers.go' graph/schema/ent.graphqls web/src/gql

##@ Use

.PHONY: run
run: build ## Start with a demo tenant on SQLite; prints where to go and how to sign in
	@exec bin/mandate demo

.PHONY: build
build: console ## Build bin/mandate with the console in it
	go build $(LINK) -o bin/mandate ./cmd/mandate

.PHONY: console
console: web/dist/index.html ## Build the console, where a source is newer

web/dist/index.html: $(WEB)
	@ci/need go node
	@ci/packages
	cd web && npm run --silent codegen && npm run --silent typecheck && npm run --silent build
	@touch $@

##@ Check

.PHONY: test
test: ## Run every test: Go on both databases, front end, browser; installs what is missing
	@ci/plan
	@ci/need go node postgresql chromium
	@ci/packages
	@$(MAKE) build tools
	@GOTMPDIR=$${GOTMPDIR:-$${TMPDIR:-/tmp}} TMPDIR=$$(ci/scratch) bin/ci/withpostgres -- ci/test $(REPORTS)

.PHONY: test-all
test-all: ## Run every test with the race detector, shuffled, nothing from the cache; every page in every language and state
	@ci/need gcc
	@MATRIX=1 TEST_FLAGS='-race -shuffle=on -count=1' $(MAKE) test

.PHONY: verify
verify: tools generate ## Check generated code, formatting, lint, modules, licences
	@echo '== generated code is what is committed'
	git diff --exit-code --stat -- $(GENERATED)
	@found=$$(git ls-files --others --exclude-standard -- $(GENERATED)); echo "$$found"; test -z "$$found"
	@echo '== formatting'
	@found=$$(git ls-files -co --exclude-standard '*.go' | xargs gofmt -l); echo "$$found"; test -z "$$found"
	@$(MAKE) lint
	@echo '== modules'
	go mod tidy -diff
	go -C ci/tools mod tidy -diff
	@echo '== licences'
	@bin/ci/licences -root . -go ./cmd/mandate -npm web

.PHONY: lint
lint: tools ## Run vet, staticcheck and the rules of the house
	@echo '== vet, staticcheck, rules of the house'
	go vet ./...
	go -C ci/tools vet ./...
	bin/ci/staticcheck ./...
	go test ./ci/house

.PHONY: bench
bench: tools ## Measure on a durable PostgreSQL, beside bare SQL (BENCH='regexp' chooses)
	@ci/need go postgresql
	@bin/ci/withpostgres -durable -- go test -p 1 -timeout 30m -run '^$$' -bench '$(or $(BENCH),.)' \
		$$(git ls-files -co --exclude-standard '*_test.go' | xargs grep -l '^func Benchmark' | xargs -n 1 dirname | sort -u | sed 's,^,./,')

##@ Change

.PHONY: generate
generate: ## Generate ent, GraphQL and the console's documents from their sources
	@ci/need go node
	@ci/packages
	go generate ./ent
	go generate ./graph
	cd web && npm run --silent codegen

.PHONY: tools
tools: # the programs that the other commands use
	@mkdir -p bin/ci
	@go build -o bin/ci/ ./ci/withpostgres ./ci/testsum
	@go build -C ci/tools -o ../../bin/ci/ ./licences honnef.co/go/tools/cmd/staticcheck

.PHONY: clean
clean: ## Remove what was built, and the data of `make run`
	rm -rf bin tmp data
	find web/dist -mindepth 1 ! -name placeholder.html -delete

.PHONY: help
help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} \
		/^##@ / {printf "\n%s\n", substr($$0, 5)} \
		/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))
