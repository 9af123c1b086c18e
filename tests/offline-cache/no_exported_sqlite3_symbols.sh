#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# No program may offer sqlite3_… to the libraries it loads, nor take it from one: both ended in plaintext files.
#   no_exported_sqlite3_symbols.sh PROGRAM…     (one that is not built yet is skipped; the first must be there)
set -euo pipefail
[ -f "$1" ] || { echo "$1 is missing" >&2; exit 2; }
bad=0
for program in "$@"; do
    [ -f "$program" ] || { echo "not built yet: $program"; continue; }
    symbols=$(nm -D "$program" | grep -E ' sqlite3_' || true)
    if [ -n "$symbols" ]; then
        echo "$program: $(echo "$symbols" | wc -l) sqlite3_ symbols, e.g. $(echo "$symbols" | head -1)" >&2
        bad=1
    else
        echo "none: $program"
    fi
done
exit $bad
