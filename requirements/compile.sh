#!/bin/sh
# Rewrites the locked requirements from pyproject.toml: all platforms, with hashes, without addresses.
# Needs uv on the path.
set -eu
cd "$(dirname "$0")/.."
lock() {
    uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header --no-annotate "$@"
}
lock --output-file requirements/base.txt
lock --extra dev --output-file requirements/dev.txt
uv pip compile --group node --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-header --no-annotate --output-file requirements/node.txt
