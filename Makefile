# `make` lists the targets. They need go and make, nothing else; race and
# interleave also a C compiler.

# Generic methods need go1.27. An older go fetches this one through the module
# proxy, also where the environment says GOTOOLCHAIN=local.
export GOTOOLCHAIN := go1.27.4
export GOWORK := off

GOLANGCI_LINT := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

# Every folder with a go.mod. Not raced: internal/compare, whose contenders include other people's code.
MODULES      := . $(patsubst %/go.mod,%,$(wildcard */go.mod */*/go.mod */*/*/go.mod))
RACE_MODULES := $(filter-out . internal/compare,$(MODULES))

# The code where goroutines meet: raced and interleaved many times over. (The model
# of it in internal/protocol is one goroutine, and not raced.)
ENGINE := ./stream/... ./internal/ring/...

# Overridable: make race RACECOUNT=100, make bench BENCH=Buffered BENCHTIME=3s.
# RACE= does without the race detector, and so without a C compiler.
RACE      := -race
RACECOUNT := 3
CPU       := 1,2,8
BENCH     := .
BENCHTIME := 1s
FUZZTIME  := 10s
CHAINS    := 1000000
ELEMENTS  := 100000000
TORTURE   := 2m
COVER     := .cache/cover
EXAMPLES  := .cache/examples

# $(call in,modules,commands) runs the commands in the folder of each module.
in = @set -e; for m in $(1); do echo "($$m) $(2)"; (cd $$m && $(2)); done

.PHONY: help
help: ## list the targets
	@while IFS= read -r line; do case $$line in \
		[a-z]*:*"## "*) printf '  %-12s %s\n' "$${line%%:*}" "$${line#*## }" ;; \
	esac; done < Makefile

.PHONY: run
run: ## checksum the Go source tree, beside a sequential run
	cd examples && go run ./checksum -compare "$$(go env GOROOT)/src" > /dev/null

# One line a program.
.PHONY: examples
examples: ## build every program in examples/ and run it once
	@mkdir -p $(EXAMPLES)
	cd examples && go build -o $(CURDIR)/$(EXAMPLES)/ ./...
	$(EXAMPLES)/checksum internal > $(EXAMPLES)/sums && $(EXAMPLES)/checksum -check $(EXAMPLES)/sums > /dev/null
	$(EXAMPLES)/etl generate -rows=20000 $(EXAMPLES)/orders.csv && $(EXAMPLES)/etl load $(EXAMPLES)/orders.csv $(EXAMPLES)/orders.db
	cd examples && go run ./logstats/generate -lines 50000 | $(CURDIR)/$(EXAMPLES)/logstats -top 3
	printf 'http://127.0.0.1:1/\n' | $(EXAMPLES)/fetch -tries=1 | grep refused
	$(EXAMPLES)/thumbnails -size 64 -force "$$(go env GOROOT)/src/image/testdata" $(EXAMPLES)/thumbnails.out > /dev/null
	$(EXAMPLES)/rustport -docs 20

.PHONY: etl
etl:
	cd examples && go test -count=1 ./etl

.PHONY: postgres
postgres: ## the tests of examples/etl, with a PostgreSQL server started for them
	.ci/postgres $(MAKE) etl

.PHONY: test
test: ## all tests
	$(call in,$(MODULES),go test ./...)

.PHONY: race
race: ## all tests under the race detector, the engine's many times, shuffled, on 1, 2 and 8 procs
	go test $(RACE) -timeout=40m -shuffle=on -count=$(RACECOUNT) -cpu=$(CPU) $(ENGINE)
	@all=$$(go list ./...) || exit; rest=; for p in $$all; do case $$p in \
		*/stream | */stream/* | */internal/ring | */internal/ring/*) ;; \
		*/internal/protocol | */internal/protocol/*) ;; \
		*) rest="$$rest $$p" ;; \
	esac; done; \
	test -z "$$rest" || { set -x; go test $(RACE) $$rest; }
	$(call in,$(RACE_MODULES),go test $(RACE) ./...)

.PHONY: interleave
interleave: ## the engine's tests with yields at every hand-over point compiled in
	go test $(RACE) -timeout=40m -tags=interleave -shuffle=on -cpu=$(CPU) $(ENGINE)

.PHONY: model
model: ## every interleaving of the ring's protocol, for a few workers and elements: minutes, and 4 GB of memory
	go test ./internal/protocol -run='^TestLarge$$' -timeout=2h -v -large

.PHONY: soak
soak: ## CHAINS random chains beside a naive interpreter, on 1, 2 and 8 procs; then memory
	go test ./stream -run='^TestRandomChains$$' -cpu=$(CPU) -timeout=4h -v -chains=$(CHAINS)
	$(MAKE) memory

.PHONY: memory
memory: ## ELEMENTS through three boundaries in flat memory
	go run ./internal/soak -elements=$(ELEMENTS)

.PHONY: torture
torture: ## random chains under random faults for TORTURE, on 1, 2 and 8 procs; prints a seed that fails
	go run $(RACE) -tags=interleave ./internal/torture -for=$(TORTURE) -procs=$(CPU)

.PHONY: fuzz
fuzz: ## every fuzz target for FUZZTIME
	@for m in $(MODULES); do (cd $$m && "$(CURDIR)/.ci/fuzz" $(FUZZTIME)) || exit; done

.PHONY: bench
bench: ## benchmarks, those against other libraries included
	go test -run='^$$' -bench='$(BENCH)' -benchtime=$(BENCHTIME) -benchmem ./...
	cd internal/compare && go test -run='^$$' -bench='$(BENCH)' -benchtime=$(BENCHTIME) -benchmem ./...

.PHONY: instructions
instructions: ## instructions per element on the hot path, into docs/performance.md; needs perf or valgrind
	cd internal/compare && go run ./instructions -out ../../docs

.PHONY: compare
compare: ## leat beside its peers: the tables and pictures of docs/performance.md
	cd internal/compare && go run . && go run ./curves

.PHONY: cover
cover: ## test coverage: the total, and a page for each file
	@mkdir -p $(COVER)
	go test -coverprofile=$(COVER)/profile -coverpkg=./... ./...
	go tool cover -html=$(COVER)/profile -o $(COVER)/index.html
	@go tool cover -func=$(COVER)/profile > $(COVER)/functions
	@tail -n 1 $(COVER)/functions
	@echo "see $(COVER)/index.html"

.PHONY: lint
lint: ## gofmt, go vet and golangci-lint in all modules
	@bad=$$("$$(go env GOROOT)/bin/gofmt" -s -l .) && test -z "$$bad" || { echo "run gofmt -s -w (of $$GOTOOLCHAIN) on:"; echo "$$bad"; exit 1; }
	$(call in,$(MODULES),go vet ./...)
	go vet -tags=interleave $(ENGINE) ./internal/torture
	$(call in,$(MODULES),go run $(GOLANGCI_LINT) run ./...)

.PHONY: fmt
fmt: ## format all Go files
	"$$(go env GOROOT)/bin/gofmt" -s -w .

.PHONY: generate
generate: ## docs/stages.md with its pictures, and docs/llms.txt, from the code
	go generate ./...

.PHONY: tidy-check
tidy-check: ## go.mod and go.sum are complete, and what was downloaded is what they say
	$(call in,$(MODULES),go mod tidy -diff && go mod verify)

.PHONY: clean
clean: ## delete what the targets above have written
	rm -rf $(COVER) $(EXAMPLES) bin
