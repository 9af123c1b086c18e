# SPDX-License-Identifier: Apache-2.0
# The commands people type. Each installs what is missing first and says so; the rest is CMake's work.
SHELL := /bin/bash
PRESET ?= dev
JOBS ?= $(shell nproc)
BUILD := build/$(PRESET)
SETUP := packaging/setup
AGAIN := @+$(MAKE) --no-print-directory

.DEFAULT_GOAL := help
.PHONY: help demo test bench packages screens lint format nightly fuzz build setup
.NOTPARALLEL:

help: ## what can be done here
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup:
	@$(SETUP)/install.sh build run
	@$(SETUP)/sqlcipher.sh
	@tools/own-build $(BUILD)

$(BUILD)/build.ninja: CMakePresets.json | setup
	@cmake --preset $(PRESET)

build: setup $(BUILD)/build.ninja
	@cmake --build $(BUILD) -j $(JOBS)

demo: build ## citizens' visits, from card to hub, and a call; a robot without a display, or with ROBOT=1
	@ROBOT="$(ROBOT)" tools/demo $(BUILD)

test: build ## all tests; PRESET=asan or tsan for the sanitizers
	@tools/run-tests $(BUILD)

bench: ## figures against their floors, into build/bench/*.json
	$(AGAIN) build PRESET=release
	@tools/bench build/release build/bench

packages: ## Debian packages for the terminal, into build/packages; ARCH="amd64 arm64" for both, CHECK=1 with tests, TRUST=FILE
	@tools/packages build/packages $(ARCH)

screens: build ## pictures of every screen into build/screens, the usual ones into docs/screens
	@tools/screens $(BUILD)

lint: ## format, layers, sources, clang-tidy on the change (since BASE=…; ALL=1 for everything)
	@$(SETUP)/install.sh build run lint
	@$(SETUP)/sqlcipher.sh
	@tools/lint

format: ## rewrite the sources as .clang-format says
	@$(SETUP)/install.sh lint
	@tools/sources '*.cpp' '*.h' '*.c' | xargs -r clang-format-19 -i

fuzz: ## each fuzz target from its kept inputs for SECONDS_EACH seconds, or RUNS=1000000 executions; NAMES="bundle …"
	@$(SETUP)/install.sh lint
	$(AGAIN) build PRESET=fuzz
	@tools/fuzz build/fuzz $(NAMES)

nightly: ## tests under every sanitizer, long fuzzing, 200 kills, 120 calls, both packages tried and booted, the figures
	$(AGAIN) test PRESET=dev
	$(AGAIN) test PRESET=asan
	$(AGAIN) test PRESET=tsan
	@YIZHAN_KILLS=200 YIZHAN_BUILD=$(CURDIR)/build/dev $(SETUP)/pg-cluster.sh with -- /usr/bin/python3 -B tests/journeys/test_kill9.py
	@YIZHAN_CALLS=120 build/dev/tests/drivers/call/tst_call_browser thirtyCallsInARow_leaveMemoryFlat || [ $$? = 77 ]
	$(AGAIN) fuzz SECONDS_EACH=600
	$(AGAIN) packages ARCH="amd64 arm64" CHECK=1
	@for arch in amd64 arm64; do tools/try-packages build/packages build/packages/seen $$arch || exit 1; done
	@tools/boot-packages build/packages build/packages/seen
	$(AGAIN) bench
