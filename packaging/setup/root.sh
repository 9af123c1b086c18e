#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The terminal's own release (Debian 13) in a folder, to build packages in:
#   root.sh make dev|cross       makes it once, and prints where it is
#   root.sh run ROOT COMMAND…    runs a command in it, in a mount and process space of its own
#   root.sh fresh FOLDER ARCHITECTURE PACKAGE.deb… [-- NAME…]   a root with nothing but these installed
# `cross` has the compilers of this machine and the libraries of arm64. Where the release's mirror is, this machine's apt knows.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${YIZHAN_CACHE:-/var/cache/yizhan}
suite=trixie
say() { printf 'root: %s\n' "$*" >&2; }
# shellcheck source=packaging/setup/apt.sh
. "$here/apt.sh"

mirror() {
    local found
    # shellcheck disable=SC2016
    found=$(apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' 2>/dev/null | grep -E '/debian/?$' | sort -u | head -1)
    [ -n "$found" ] || { say "apt on this machine names no Debian mirror"; return 1; }
    printf '%s' "$found"
}

# Programs of arm64 run here, in roots too (flag F), as on a machine where binfmt was never set up.
emulate() {
    local binfmt=/proc/sys/fs/binfmt_misc name=qemu-aarch64
    [ ! -e $binfmt/$name ] || return 0
    [ -f /usr/lib/binfmt.d/$name.conf ] || YIZHAN_PACKAGES=$here/packages.txt "$here/install.sh" arm64 >&2
    [ -e $binfmt/register ] || as_root mount -t binfmt_misc binfmt_misc $binfmt
    [ -e $binfmt/$name ] || as_root tee $binfmt/register </usr/lib/binfmt.d/$name.conf >/dev/null
    [ -e $binfmt/$name ] || { say "programs of arm64 cannot be run on this machine"; return 1; }
}

# What the packages say they need, asked of apt itself: it knows what of it belongs to which architecture.
make_root() {
    local kind=$1 root marker arch=amd64 foreign=() compilers=build-essential
    if [ "$kind" = cross ]; then
        emulate
        arch=amd64,arm64
        foreign=(-a arm64 -P cross)
        compilers=$compilers,crossbuild-essential-arm64
    fi
    marker=$({ echo "$suite $kind $compilers"; sed -n '/^Build-Depends:/,/^$/p' "$here/../debian/control"; } | sha256sum | cut -c1-12)
    root=$cache/root-$kind-$marker
    if [ ! -f "$root/.whole" ]; then
        command -v mmdebstrap >/dev/null || apt_quietly install --no-install-recommends mmdebstrap debian-archive-keyring >&2
        say "making $root (some minutes)"
        as_root rm -rf --one-file-system "$root.part"
        as_root mkdir -p "$cache"
        # shellcheck disable=SC2016
        as_root mmdebstrap --architectures="$arch" --variant=apt --aptopt='Apt::Install-Recommends "false"' \
            --include="$compilers,fakeroot,lintian,git" \
            --customize-hook='mkdir -p "$1/wanted/debian"' --customize-hook="copy-in $here/../debian/control /wanted/debian" \
            --customize-hook="chroot \"\$1\" env DEBIAN_FRONTEND=noninteractive apt-get -q -y build-dep ${foreign[*]} /wanted" \
            "$suite" "$root.part" "deb $(mirror) $suite main" >&2
        as_root touch "$root.part/.whole"
        as_root mv "$root.part" "$root"
    fi
    printf '%s\n' "$root"
}

run_in() {
    local root=$1
    shift
    # Its own mounts: whatever happens, nothing of the machine is mounted in the folder afterwards.
    # shellcheck disable=SC2016
    as_root unshare --mount --pid --fork --kill-child --propagation private bash -c '
        set -e
        root=$1; shift
        mount -t proc proc "$root/proc"
        mount --rbind /dev "$root/dev"
        mount -t tmpfs tmpfs "$root/dev/shm" 2>/dev/null || true
        for folder in ${YIZHAN_ROOT_FOLDERS:-}; do # a cache of the compiler, say, under the same name
            mkdir -p "$root$folder"
            mount --bind "$folder" "$root$folder"
        done
        exec chroot "$root" env -i HOME=/root LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"' root "$root" "$@"
}

# Another architecture's packages come beside the machine's own: to unpack them under emulation would take ten times as long.
fresh() {
    local root=$1 arch=$2 packages=()
    shift 2
    while [ $# -gt 0 ] && [ "$1" != -- ]; do packages+=("$1"); shift; done
    [ $# -eq 0 ] || shift
    as_root rm -rf --one-file-system "$root"
    local both=amd64
    [ "$arch" = amd64 ] || { emulate; both=amd64,$arch; }
    as_root mmdebstrap --architectures="$both" --variant=apt --aptopt='Apt::Install-Recommends "false"' \
        "$suite" "$root" "deb $(mirror) $suite main" >&2
    as_root mkdir -p "$root/packages"
    as_root cp "${packages[@]}" "$root/packages/"
    run_in "$root" bash -c 'apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends /packages/*.deb "$@"' fresh "$@"
}

case "${1:-}" in
make) make_root "$2" ;;
run) shift; run_in "$@" ;;
fresh) shift; fresh "$@" ;;
*) echo "usage: root.sh make dev|cross, root.sh run ROOT COMMAND…, root.sh fresh FOLDER ARCHITECTURE PACKAGE.deb…" >&2; exit 2 ;;
esac
