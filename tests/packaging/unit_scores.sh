#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# How much of the machine each unit could reach, as systemd-analyze counts it: 2.0 at most. unit_scores.sh FOLDER
set -euo pipefail
command -v systemd-analyze >/dev/null || { echo "no systemd-analyze here"; exit 77; }
most=20 # in tenths
failed=0
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for unit in "$1"/*.service; do
    name=$(basename "$unit")
    cp "$unit" "$folder/${name/@./@one.}"
    score=$(systemd-analyze security --offline=true --no-pager "$folder/${name/@./@one.}" 2>&1 |
        sed -n 's/.*Overall exposure level for [^:]*: \([0-9.]*\).*/\1/p')
    [ -n "$score" ] || { echo "$name: no score"; failed=1; continue; }
    echo "$name: $score"
    [ "${score/./}" -le "$most" ] || { echo "$name: more than 2.0"; failed=1; }
done
exit $failed
