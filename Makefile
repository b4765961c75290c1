# The one test command is "make test". "make" does everything that a change must pass.
export CGO_ENABLED = 0

.PHONY: all build fmt vet lint test bench fuzz update

all: build fmt vet lint test

build:
	go build ./...

fmt:
	@test -z "$$(gofmt -l pkg policies schemas)" || { gofmt -l pkg policies schemas; exit 1; }

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


# Writes the files that are made of others: the schema of the records, and the compiled policies.
update:
	go test ./schemas -run TestFlowSchema -update
	go test ./pkg/policy -run TestCompiledFile -update
