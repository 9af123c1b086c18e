#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A private PostgreSQL cluster that lives as long as one command: pg-cluster.sh with -- COMMAND [ARGUMENTS…]
# It listens on a Unix socket only, is run by an ordinary user (root steps down to one), and is stopped and removed
# whatever becomes of the command, also when this script itself is killed. COMMAND finds it by PGHOST, PGUSER, PGDATABASE.
set -euo pipefail

usage() { echo "usage: pg-cluster.sh with -- COMMAND [ARGUMENTS…]" >&2; exit 2; }
[ $# -ge 3 ] && [ "$1" = with ] && [ "$2" = -- ] || usage
shift 2

bin=$(find /usr/lib/postgresql -maxdepth 3 -type f -name initdb -path '*/bin/*' 2>/dev/null -o -type l -name initdb 2>/dev/null |
    sort -V | tail -n 1)
[ -n "$bin" ] || { echo "pg-cluster: PostgreSQL is not installed" >&2; exit 1; }
bin=$(dirname "$bin")

# Unix socket paths end at 108 characters: a short folder, whatever TMPDIR says.
folder=$(mktemp -d /tmp/yz-pg.XXXXXX)
if [ "$(id -u)" -eq 0 ]; then
    user=nobody
    chown "$user" "$folder"
    step_down=(setpriv "--reuid=$user" --regid=nogroup --clear-groups --)
else
    user=$(id -un)
    step_down=()
fi
chmod 755 "$folder"

# pg_ctl and the server refuse folders they cannot stand in.
as_user() { (cd "$folder" && "${step_down[@]}" "$@"); }

cleaner=
stop() {
    trap - EXIT INT TERM HUP
    as_user "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$folder"
    [ -z "$cleaner" ] || kill "$cleaner" 2>/dev/null || true
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

as_user "$bin/initdb" -D "$folder/data" -U yizhan --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 ||
    { cat "$folder/initdb.log" >&2; exit 1; }
as_user "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 60 \
    -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c unix_socket_permissions=0777 -c max_connections=200" \
    start >/dev/null || { cat "$folder/server.log" >&2; exit 1; }

# If this script dies without its trap (kill -9), somebody else has to clean up after it.
postmaster=$(head -n 1 "$folder/data/postmaster.pid")
(
    trap '' INT HUP
    while kill -0 $$ 2>/dev/null; do sleep 1; done
    kill -QUIT "$postmaster" 2>/dev/null
    rm -rf "$folder"
) </dev/null >/dev/null 2>&1 &
cleaner=$!

export PGHOST=$folder PGUSER=yizhan PGDATABASE=postgres
"$@" &
child=$!
# Signals reach the command too; its own end decides.
trap 'kill -TERM "$child" 2>/dev/null; wait "$child" 2>/dev/null; exit 143' TERM INT HUP
status=0
wait "$child" || status=$?
exit "$status"
