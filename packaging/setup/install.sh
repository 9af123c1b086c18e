#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing of the given groups of packages.txt: install.sh build run
# Says what it will install before it does. Asks nothing; uses sudo when it is not run by root.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
list=${YIZHAN_PACKAGES:-$here/packages.txt}

say() { printf 'setup: %s\n' "$*"; }
# shellcheck source=packaging/setup/apt.sh
. "$here/apt.sh"

# Lines of the wanted groups, without comments: "name | other-name".
wanted() {
    local group names
    while read -r group names; do
        case "$group" in '' | '#'*) continue ;; esac
        case " $* " in *" $group "*) printf '%s\n' "$names" ;; esac
    done <"$list"
}

# Of each line, all names whose line has none installed yet.
missing_of() {
    local installed names name
    # One question for all: a question per package would cost seconds.
    installed=" $(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | tr '\n' ' ')"
    while read -r names; do
        for name in ${names//|/ }; do
            case "$installed" in *" $name "*) continue 2 ;; esac
        done
        printf '%s\n' "$names"
    done
}

# A name that only others provide prints nothing, and is passed over too. Where there is no choice apt says it itself.
first_known() {
    local name
    case "$1" in *'|'*) ;; *) printf '%s\n' "$1"; return ;; esac
    for name in ${1//|/ }; do
        if [ -n "$(apt-cache show "$name" 2>/dev/null)" ]; then
            printf '%s\n' "$name"
            return 0
        fi
    done
    say "this release has none of: $1" >&2
    return 1
}

[ $# -gt 0 ] || { say "name at least one group of packages.txt" >&2; exit 2; }
mapfile -t missing < <(wanted "$@" | missing_of)
[ ${#missing[@]} -gt 0 ] || exit 0

say "${#missing[@]} packages are missing and will be installed (with what they need):"
printf '    %s\n' "${missing[@]}"
apt_quietly update
names=()
for line in "${missing[@]}"; do names+=("$(first_known "$line")"); done
apt_quietly install --no-install-recommends "${names[@]}"
say "installed"
