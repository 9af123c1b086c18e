# SPDX-License-Identifier: Apache-2.0
# The commands people type. Each installs what is missing first and says so; the rest is CMake's work.
SHELL := /bin/bash
PRESET ?= dev
JOBS ?= $(shell nproc)
BUILD := build/$(PRESET)
SETUP := packaging/setup

.DEFAULT_GOAL := help
.PHONY: help demo test bench screens lint format nightly fuzz build setup

help: ## what can be done here
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup:
	@$(SETUP)/install.sh build run
	@$(SETUP)/sqlcipher.sh

$(BUILD)/build.ninja: CMakePresets.json
	@cmake --preset $(PRESET)

build: setup $(BUILD)/build.ninja
	@cmake --build $(BUILD) -j $(JOBS)

demo: build ## one citizen's visit, from card to hub; a robot when there is no display
	@tools/demo $(BUILD)

test: build ## all tests; PRESET=asan or tsan for the sanitizers
	@tools/run-tests $(BUILD)

bench: ## figures against their floors, into build/bench/*.json
	@$(MAKE) --no-print-directory build PRESET=release
	@tools/bench build/release build/bench

screens: build ## pictures of every screen, into docs/screens
	@tools/screens $(BUILD)

lint: ## format, clang-tidy on the change (ALL=1 for everything), layers, sources
	@$(SETUP)/install.sh build run lint
	@$(SETUP)/sqlcipher.sh
	@tools/lint

format: ## rewrite the sources as .clang-format says
	@$(SETUP)/install.sh lint
	@git ls-files '*.cpp' '*.h' | xargs clang-format-19 -i

fuzz: ## each fuzz target for SECONDS_EACH seconds
	@$(SETUP)/install.sh build run lint
	@$(MAKE) --no-print-directory build PRESET=fuzz
	@tools/fuzz build/fuzz

nightly: ## tests under every sanitizer, long fuzzing, 200 kills
	@$(MAKE) --no-print-directory test PRESET=dev
	@$(MAKE) --no-print-directory test PRESET=asan
	@$(MAKE) --no-print-directory test PRESET=tsan
	@$(MAKE) --no-print-directory fuzz SECONDS_EACH=600
	@YIZHAN_KILLS=200 YIZHAN_BUILD=$(CURDIR)/build/dev $(SETUP)/pg-cluster.sh with -- /usr/bin/python3 -B tests/journeys/test_kill9.py
