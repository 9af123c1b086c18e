# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Sourced by the set-up scripts: becoming root and calling apt without ever asking a question.

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif ! command -v sudo >/dev/null; then
        say "neither root nor sudo: run this as root, or install sudo" >&2
        return 1
    elif sudo -n true 2>/dev/null || [ -t 0 ]; then
        sudo "$@"
    else
        say "sudo needs a password and there is no terminal to ask on: run this from a terminal, or as root" >&2
        return 1
    fi
}

# Waits for another apt at work instead of failing beside it; keeps the configuration files that are there. A machine of
# CI is thrown away after a power cut: there dpkg need not wait for the disk at every file (most of the time it takes).
apt_quietly() {
    local options=(-q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3
        -o DPkg::Options::=--force-confdef -o DPkg::Options::=--force-confold)
    [ -z "${CI:-}" ] || options+=(-o DPkg::Options::=--force-unsafe-io)
    as_root env DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" "$@"
}
