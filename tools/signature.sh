#!/usr/bin/env bash
# Prints a digest of the costs of a small fixed study: equal before and after a change that should not touch the numbers.
# Costs are cut to 6 digits, so that the last bits of another processor's instructions do not show.
set -euo pipefail
cd "$(dirname "$0")/.."
ice=${ICE:-build/release/bin/ice}
db=$(mktemp -u --suffix .db)
trap 'rm -f "$db"*' EXIT
"$ice" run --db "$db" -q experiments/signature.yaml >/dev/null
"$ice" sql --db "$db" -f csv "SELECT r.cell, r.seed, m.name, printf('%.6g', m.final) FROM runs r JOIN metrics m ON m.run_id = r.id ORDER BY 1, 2, 3" |
  sha256sum | cut -c 1-16
