#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Provides SQLCipher >= 4.6 as a static library: the release's own package where it is new enough, else Debian's own
# source package of the release that has it, rebuilt once into a cache (docs/adr/0002).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source_release=trixie
minimum=4.6

say() { printf 'sqlcipher: %s\n' "$*"; }

if [ -n "${YIZHAN_SQLCIPHER_ROOT:-}" ]; then
    cache=$YIZHAN_SQLCIPHER_ROOT
elif [ "$(id -u)" -eq 0 ]; then
    cache=/var/cache/yizhan/sqlcipher
else
    cache=${HOME:-/tmp}/.cache/yizhan/sqlcipher
fi
for ready in "$cache" /var/cache/yizhan/sqlcipher; do
    [ -z "${YIZHAN_SQLCIPHER_ROOT:-}" ] || [ "$ready" = "$cache" ] || continue
    if [ -f "$ready/lib/libsqlcipher.a" ] && [ -f "$ready/include/sqlcipher/sqlite3.h" ]; then exit 0; fi
done

candidate=$(apt-cache policy libsqlcipher-dev 2>/dev/null | sed -n 's/^ *Candidate: //p')
if [ -z "${YIZHAN_SQLCIPHER_ROOT:-}" ] && dpkg --compare-versions "${candidate:-0}" ge "$minimum"; then
    dpkg-query -W libsqlcipher-dev >/dev/null 2>&1 && exit 0
    say "installing the release's own libsqlcipher-dev $candidate"
    list=$(mktemp)
    trap 'rm -f "$list"' EXIT
    echo 'own libsqlcipher-dev' >"$list"
    YIZHAN_PACKAGES=$list "$here/install.sh" own
    exit 0
fi

# The address of Debian's main archive as this machine knows it, from either format of apt's lists.
mirror() {
    local uri
    uri=$(cat /etc/apt/sources.list.d/*.sources 2>/dev/null |
        awk 'tolower($1) == "uris:" { for (i = 2; i <= NF; i++) print $i }' |
        grep -E '/debian/?$' | head -n 1 || true)
    [ -n "$uri" ] || uri=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
        sed -nE 's/^deb +(\[[^]]*\] +)?([^ ]+\/debian\/?) .*/\2/p' | head -n 1 || true)
    [ -n "$uri" ] || { say "apt knows no Debian archive" >&2; exit 1; }
    printf '%s\n' "$uri"
}

"$here/install.sh" sqlcipher
mkdir -p "$(dirname "$cache")"
exec 9>"$cache.lock"
flock 9 # two builds at once wait for each other; the second finds the work done
[ ! -f "$cache/lib/libsqlcipher.a" ] || exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work"
say "fetching Debian's source package from $source_release (apt checks its signature)"
mkdir -p lists/partial cache/archives/partial
printf 'Types: deb-src\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n' "$(mirror)" "$source_release" \
    /usr/share/keyrings/debian-archive-keyring.gpg >source.sources
apt_private=(-q -o "Dir::Etc::sourcelist=$work/source.sources" -o Dir::Etc::sourceparts=/dev/null
    -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=)
apt-get "${apt_private[@]}" update
apt-get "${apt_private[@]}" source --download-only sqlcipher
dpkg-source --no-check -x sqlcipher_*.dsc tree >/dev/null

say "building the static library (about two minutes)"
cd tree
# Debian's own configuration, reduced to the library.
flags="$(dpkg-buildflags --get CFLAGS) $(dpkg-buildflags --get CPPFLAGS) -fPIC -DSQLITE_SECURE_DELETE -DSQLITE_HAS_CODEC \
-DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_FTS3 -DSQLITE_ENABLE_RTREE=1 -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_TEMP_STORE=2 \
-DSQLITE_OMIT_LOOKASIDE=1 -DSQLCIPHER_CRYPTO_OPENSSL"
./configure --disable-tcl --disable-shared --enable-static --disable-readline --enable-tempstore=yes \
    CFLAGS="$flags" LDFLAGS="-lcrypto" >configure.log 2>&1 || { tail -n 20 configure.log >&2; exit 1; }
make -j2 libsqlcipher.la >make.log 2>&1 || { tail -n 20 make.log >&2; exit 1; }

staged=$cache.new
rm -rf "$staged"
mkdir -p "$staged/lib" "$staged/include/sqlcipher"
cp .libs/libsqlcipher.a "$staged/lib/"
cp sqlite3.h src/sqlite3ext.h "$staged/include/sqlcipher/"
rm -rf "$cache"
mv "$staged" "$cache"
say "ready in $cache"
