#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Provides SQLCipher >= 4.6 as a static library: the release's own package where it is new enough, else Debian's own
# source package of the release that has it, rebuilt once into a cache (docs/adr/0002).
#   sqlcipher.sh          provides it; does nothing, at once, when it is there
#   sqlcipher.sh where    prints the prefix it is in (lib/…/libsqlcipher.a, include/sqlcipher/), or fails
# YIZHAN_SQLCIPHER_ROOT names another cache, and makes it be built there whatever the release has.
set -euo pipefail
umask 022
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source_release=trixie
minimum=4.6

say() { printf 'sqlcipher: %s\n' "$*"; }
# shellcheck source=packaging/setup/apt.sh
. "$here/apt.sh"

# shellcheck source=/dev/null
codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
# A library belongs to one release and architecture: a home folder may be shared between several.
stamp="sqlcipher for $codename $(dpkg --print-architecture), recipe 1"

shared_cache=/var/cache/yizhan/sqlcipher
if [ -n "${YIZHAN_SQLCIPHER_ROOT:-}" ]; then
    cache=$YIZHAN_SQLCIPHER_ROOT
    shared_cache=$cache
elif [ "$(id -u)" -eq 0 ]; then
    cache=$shared_cache
else
    # HOME may be unset, or be root's under a careless sudo.
    cache=$(getent passwd "$(id -u)" | cut -d: -f6)/.cache/yizhan/sqlcipher
fi

is_ready() { [ "$(cat "$1/stamp" 2>/dev/null)" = "$stamp" ] && [ -r "$1/lib/libsqlcipher.a" ]; }

release_package_is_in() {
    [ -z "${YIZHAN_SQLCIPHER_ROOT:-}" ] || return 1
    local version
    version=$(dpkg-query -W -f '${db:Status-Status} ${Version}' libsqlcipher-dev 2>/dev/null) || return 1
    [ "${version%% *}" = installed ] && dpkg --compare-versions "${version#* }" ge "$minimum"
}

where() {
    if release_package_is_in; then
        echo /usr
    elif is_ready "$cache"; then
        echo "$cache"
    elif is_ready "$shared_cache"; then
        echo "$shared_cache"
    else
        return 1
    fi
}

release_candidate() { apt-cache policy libsqlcipher-dev 2>/dev/null | sed -n 's/^ *Candidate: //p' | grep -v none; }

# Addresses of the Debian archive as this machine's apt knows them, whatever the format of its lists: the entries for
# this release's main component, without the security and update suites.
mirrors() {
    # shellcheck disable=SC2016
    apt-get indextargets --no-release-info --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
        awk -v release="$codename" '$2 == "main" && ($1 == release || $1 ~ /^(old)*stable$/) && !seen[$3]++ { print $3 }'
}

# A private apt: its own list, its own folders; the machine's are not touched.
fetch_source() {
    local uri private
    private=(-q -t "$source_release" -o "Dir::Etc::sourcelist=$PWD/archive.sources" -o Dir::Etc::sourceparts=/dev/null
        -o "Dir::State::lists=$PWD/lists" -o "Dir::Cache=$PWD/cache" -o APT::Sandbox::User= -o Acquire::Retries=3
        -o APT::Update::Error-Mode=any)
    mkdir -p lists/partial cache/archives/partial
    while read -r uri; do
        printf 'Types: deb-src\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n' "$uri" "$source_release" \
            /usr/share/keyrings/debian-archive-keyring.gpg >archive.sources
        # Somebody else's archive is refused here: it is not signed by Debian.
        if apt-get "${private[@]}" update && apt-get "${private[@]}" source --download-only sqlcipher; then return 0; fi
    done < <(mirrors)
    say "no Debian archive that this machine's apt knows gave the source of sqlcipher" >&2
    return 1
}

# Debian's own configuration (debian/rules), reduced to the static library.
build() {
    local flags
    flags="$(dpkg-buildflags --get CFLAGS) $(dpkg-buildflags --get CPPFLAGS) -fPIC -DSQLITE_SECURE_DELETE \
-DSQLITE_HAS_CODEC -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_FTS3 -DSQLITE_ENABLE_RTREE=1 -DSQLITE_ENABLE_COLUMN_METADATA \
-DSQLITE_TEMP_STORE=2 -DSQLITE_OMIT_LOOKASIDE=1 -DSQLCIPHER_CRYPTO_OPENSSL"
    ./configure --disable-tcl --disable-shared --enable-static --disable-readline --enable-tempstore=yes \
        CFLAGS="$flags" LDFLAGS="-lcrypto" && make -j"$(nproc)" libsqlcipher.la
}

rebuild() {
    "$here/install.sh" sqlcipher
    mkdir -p "$(dirname "$cache")"
    exec 9>"$cache.lock"
    flock 9 # two builds at once: the second waits, and finds the work done
    ! is_ready "$cache" || return 0

    work=$(mktemp -d)
    trap 'rm -rf "$work" "$cache.new"' EXIT
    trap 'exit 130' INT TERM HUP
    cd "$work"
    say "the release has no SQLCipher >= $minimum; fetching Debian's own source from $source_release"
    fetch_source
    # apt has checked every file against the signed release; the uploader's own key is not needed.
    dpkg-source --no-check -x sqlcipher_*.dsc tree >/dev/null
    say "building the static library (about a minute, once)"
    (cd tree && build) >build.log 2>&1 </dev/null || { tail -n 25 build.log >&2; exit 1; }

    rm -rf "$cache.new"
    mkdir -p "$cache.new/lib" "$cache.new/include/sqlcipher"
    cp tree/.libs/libsqlcipher.a "$cache.new/lib/"
    cp tree/sqlite3.h tree/src/sqlite3ext.h "$cache.new/include/sqlcipher/"
    printf '%s\n' "$stamp" >"$cache.new/stamp"
    rm -rf "$cache"
    mv "$cache.new" "$cache"
    say "ready in $cache"
}

case "${1:-}" in
where) where; exit ;;
'') ;;
*) say "unknown word: $1" >&2; exit 2 ;;
esac
! where >/dev/null || exit 0
if [ -n "${YIZHAN_SQLCIPHER_ROOT:-}" ]; then
    rebuild
else
    candidate=$(release_candidate) || { apt_quietly update; candidate=$(release_candidate) || candidate=0; }
    if dpkg --compare-versions "$candidate" ge "$minimum"; then "$here/install.sh" sqlcipher-own; else rebuild; fi
fi
