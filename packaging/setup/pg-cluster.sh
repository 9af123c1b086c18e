#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A private PostgreSQL cluster that lives as long as one command:
#   pg-cluster.sh with -- COMMAND [ARGUMENTS…]    COMMAND finds it by PGHOST, PGUSER and PGDATABASE; its status is ours
# or for as long as somebody wants it:
#   pg-cluster.sh start FOLDER                    FOLDER must not exist yet
#   pg-cluster.sh env FOLDER                      prints the settings to eval
#   pg-cluster.sh stop FOLDER                     stops it and removes FOLDER
# It listens on a Unix socket only and is run by an ordinary user (root steps down to one). "with" stops and removes it
# whatever becomes of the command, also when this script itself is killed. Durable settings are PostgreSQL's own.
set -euo pipefail

die() { echo "pg-cluster: $*" >&2; exit 1; }
usage() { sed -n 's/^#   //p' "${BASH_SOURCE[0]}" >&2; exit 2; }

newest=$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)
[ -x "$newest" ] || die "PostgreSQL is not installed: packaging/setup/install.sh run"
bin=${newest%/*}

if [ "$(id -u)" -eq 0 ]; then
    owner=nobody
    step_down=(setpriv --reuid=nobody --regid=nogroup --clear-groups --)
else
    owner=$(id -un)
    step_down=()
fi

# The server refuses a working folder that it cannot stand in.
as_owner() { (cd / && "${step_down[@]}" "$@"); }

# start_in FOLDER: an absolute, short path, for Unix socket paths end at 108 characters; nobody else may enter it.
start_in() {
    chown "$owner" "$1"
    chmod 700 "$1"
    as_owner "$bin/initdb" -D "$1/data" -U yizhan --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync \
        >"$1/initdb.log" 2>&1 || { cat "$1/initdb.log" >&2; die "initdb failed"; }
    as_owner "$bin/pg_ctl" -D "$1/data" -l "$1/server.log" -w -t 60 \
        -o "-c listen_addresses='' -c unix_socket_directories='$1' -c max_connections=200" \
        start >/dev/null || { cat "$1/server.log" >&2; die "the server did not start"; }
}

stop_in() {
    [ ! -f "$1/data/postmaster.pid" ] || as_owner "$bin/pg_ctl" -D "$1/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$1"
}

settings() { printf 'export PGHOST=%s PGUSER=yizhan PGDATABASE=postgres\n' "$1"; }

run_with() {
    folder=$(mktemp -d /tmp/yz-pg.XXXXXX)
    trap 'stop_in "$folder"' EXIT
    trap 'exit 143' INT TERM HUP

    # If this script dies without its traps (kill -9), somebody else has to clean up: a process outside this family, that
    # sees the pipe to it close. COMMAND and the server do not inherit the pipe.
    exec {alive}> >(setsid --fork bash "${BASH_SOURCE[0]}" clean-up "$folder" >/dev/null 2>&1)
    (exec {alive}>&- && start_in "$folder")

    eval "$(settings "$folder")"
    # The command is told too when this script is killed.
    setpriv --pdeathsig TERM -- "$@" <&0 {alive}>&- &
    local child=$! status=0
    trap 'kill -TERM "$child" 2>/dev/null; wait "$child" || true; exit 143' INT TERM HUP
    wait "$child" || status=$?
    exit "$status"
}

# FOLDER may be deep; the cluster itself lives in a short place that FOLDER points to.
start_for() {
    [ ! -e "$1" ] || die "$1 is there already"
    local place
    place=$(mktemp -d /tmp/yz-pg.XXXXXX)
    (start_in "$place") || { stop_in "$place"; exit 1; }
    mkdir -p "$(dirname "$1")"
    ln -s "$place" "$1"
}

place_of() { readlink -e "$1" || die "$1 is no running cluster"; }

case "${1:-}" in
with)
    [ $# -ge 3 ] && [ "$2" = -- ] || usage
    shift 2
    run_with "$@"
    ;;
clean-up)
    trap '' INT HUP TERM
    cat >/dev/null
    [ ! -d "$2" ] || stop_in "$2"
    ;;
start) [ $# -eq 2 ] || usage; start_for "$2" ;;
env) [ $# -eq 2 ] || usage; place=$(place_of "$2"); settings "$place" ;;
stop) [ $# -eq 2 ] || usage; place=$(place_of "$2"); stop_in "$place"; rm -f "$2" ;;
*) usage ;;
esac
