#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing of the given groups of packages.txt: install.sh build run
# Says what it will install before it does. Asks nothing; uses sudo when it is not run by root.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

say() { printf 'setup: %s\n' "$*"; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo -n true 2>/dev/null || [ -t 0 ] || { say "sudo needs a password and there is no terminal to ask on" >&2; exit 1; }
        sudo "$@"
    else
        say "neither root nor sudo: cannot install packages" >&2
        exit 1
    fi
}

# Lines of the wanted groups, without comments: "name | other-name".
wanted() {
    local group rest
    while read -r group rest; do
        case "$group" in '' | '#'*) continue ;; esac
        case " $* " in *" $group "*) printf '%s\n' "$rest" ;; esac
    done < <(cat "${YIZHAN_PACKAGES:-$here/packages.txt}")
}

is_installed() { case "$installed" in *" $1 "*) return 0 ;; *) return 1 ;; esac; }

first_known() {
    local name
    for name in ${1//|/ }; do
        if apt-cache show "$name" >/dev/null 2>&1; then
            printf '%s\n' "$name"
            return 0
        fi
    done
    say "this release has none of: $1" >&2
    return 1
}

[ $# -gt 0 ] || { say "name at least one group of packages.txt" >&2; exit 2; }
# One query for all: a question per package would cost seconds.
installed=" $(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' | sed -n 's/^ii //p' | tr '\n' ' ')"
missing=()
while read -r line; do
    found=
    for name in ${line//|/ }; do
        if is_installed "$name"; then found=1; break; fi
    done
    [ -n "$found" ] || missing+=("$line")
done < <(wanted "$@")
[ ${#missing[@]} -gt 0 ] || exit 0

say "these packages are missing and will be installed: ${missing[*]}"
as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
names=()
for line in "${missing[@]}"; do names+=("$(first_known "$line")"); done
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${names[@]}"
