# The one test command is "make test". "make" does everything that a change must pass.
export CGO_ENABLED = 0

.PHONY: all build fmt vet lint test bench fuzz man update

all: build fmt vet lint test

build:
	go build -o egresslint ./cmd/egresslint

fmt:
	@test -z "$$(gofmt -l cmd pkg policies schemas)" || { gofmt -l cmd pkg policies schemas; exit 1; }

vet:
	go vet ./...

lint:
	go tool staticcheck ./...

test:
	go test ./...

# Runs every benchmark; compare two runs with benchstat.
bench:
	go test -run '^$$' -bench . -benchmem ./...

# FUZZTIME=20m make fuzz fuzzes every target for that long.
FUZZTIME ?= 1m
fuzz:
	@for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			echo "$$package $$target"; \
			go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) $$package || exit 1; \
		done; \
	done

# Writes the man pages of all commands.
man:
	go test ./cmd/egresslint -run TestManPages -man $(CURDIR)/man

# Rewrites the schema of the records, the compiled policies, and the golden files from what the program prints. Read the
# difference before you commit it.
update:
	go test ./schemas -run TestFlowSchema -update
	go test ./pkg/policy -run TestCompiledFile -update
	go test ./cmd/egresslint -run 'TestFixtures|TestReadme' -update
	go test ./cmd/egresslint -run TestExamples -update
