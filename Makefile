# Everything from one place; see README.md. Works with the make of macOS as well.

# The first Python on the path that is new enough; say PYTHON=… to choose another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && \
	echo "$$python" && break; done)
INSTALL = @test -n "$(PYTHON)" || \
	{ echo "Python 3.11 or newer is needed, and none was found." >&2; exit 1; }; \
	"$(PYTHON)" -m config.install
VENV = .venv/bin/python
WORKERS ?= 2
ARGS ?=

.PHONY: run test bench check lock

run:  ## the product on http://127.0.0.1:$PORT, until Ctrl-C
	$(INSTALL) base
	@exec $(VENV) -m config.run

test:  ## the whole suite; ARGS="tests/ltsa -k holiday" for a part of it
	$(INSTALL) dev
	@$(VENV) -m config.build
	@CHROMIUM="$$($(VENV) -m config.chromium)" && export CHROMIUM && \
	exec $(VENV) -m config.embedded run $(VENV) -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

bench:  ## benchmarks; they print ratios and medians
	$(INSTALL) dev
	@$(VENV) -m config.build
	@exec $(VENV) -m config.embedded run $(VENV) -m bench $(ARGS)

check:  ## format, lint, types, layers, migrations, translations
	$(INSTALL) dev
	@exec $(VENV) -m config.check $(ARGS)

lock:  ## rewrite requirements/*.txt and package-lock.json from what pyproject.toml and package.json ask
	@sh requirements/compile.sh
	@npm install --package-lock-only
