# The few words people type. Each is a script of the same name; what it needs and misses, it installs.
.PHONY: help run test check dev e2e bench fuzz conformance

help:
	@echo 'make run     build everything and serve the demo on http://localhost:44367'
	@echo 'make test    checks, tests on SQLite and Postgres, journeys in a browser'
	@echo 'make check   format, walls, licences, lints, documentation, WebAssembly'
	@echo 'make dev     the debug server with demo data; restarts by itself with cargo-watch'
	@echo 'make e2e     the journeys in a browser alone'
	@echo 'make bench   what the hot paths cost beside a bare handler, and the API among many rows'
	@echo 'make fuzz    a minute of odd input for each parser'
	@echo 'make conformance   writes docs/conformance.md anew'

run test check dev e2e bench fuzz:
	@scripts/$@.sh

conformance:
	@node scripts/conformance.mjs
