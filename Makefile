# Every target is one script, and CI calls the same ones.
.DEFAULT_GOAL := help
.PHONY: help run test lint bench lock

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' Makefile

run: ## the whole product in this terminal: database, demo county, web, worker
	@bin/setup && exec bin/huiyin run

test: ## every test, those in a browser included
	@exec bin/test

lint: ## format, lint, strict types, import contracts, templates, migrations
	@exec bin/lint

bench: ## speed, beside a bare handler on the same machine; writes docs/performance.md
	@bin/setup --dev && exec bin/bench

lock: ## pin the requirements anew
	@exec bin/lock
