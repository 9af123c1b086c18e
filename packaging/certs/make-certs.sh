#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Certificates for a hub and its terminals, and the hub's receipt key, for tests, demonstrations and first pilots:
#   make-certs.sh FOLDER [--terminal ID]…
# Leaves ca.crt ca.key · hub.crt hub.key · terminal-ID.crt terminal-ID.key · hub-receipt.key hub-receipt.pub (64 hex digits).
set -euo pipefail
umask 077
[ $# -ge 1 ] || { echo "usage: make-certs.sh FOLDER [--terminal ID]…" >&2; exit 2; }
folder=$1
shift
mkdir -p "$folder"
cd "$folder"
days=825

new_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1" 2>/dev/null; }

# issue NAME COMMON-NAME EXTENSIONS
issue() {
    new_key "$1.key"
    openssl req -new -key "$1.key" -subj "/O=Yizhan/CN=$2" -out "$1.csr"
    openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days "$days" \
        -extfile <(printf '%s\n' "$3") -out "$1.crt" 2>/dev/null
    rm -f "$1.csr"
}

if [ ! -f ca.crt ]; then
    new_key ca.key
    openssl req -new -x509 -key ca.key -subj "/O=Yizhan/CN=Yizhan test authority" -days "$days" \
        -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign" -out ca.crt
fi
[ -f hub.crt ] || issue hub localhost "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1
extendedKeyUsage=serverAuth
keyUsage=critical,digitalSignature"
if [ ! -f hub-receipt.key ]; then
    openssl genpkey -algorithm ED25519 -out hub-receipt.key
    # The raw key is the last 32 bytes of its DER form.
    openssl pkey -in hub-receipt.key -pubout -outform DER | tail -c 32 | od -An -v -tx1 | tr -d ' \n' >hub-receipt.pub
fi
while [ $# -gt 0 ]; do
    [ "$1" = --terminal ] && [ $# -ge 2 ] || { echo "make-certs.sh: unknown word $1" >&2; exit 2; }
    case "$2" in *[!A-Za-z0-9._-]* | '') echo "make-certs.sh: $2 is no terminal id" >&2; exit 2 ;; esac
    [ -f "terminal-$2.crt" ] || issue "terminal-$2" "$2" "extendedKeyUsage=clientAuth
keyUsage=critical,digitalSignature"
    shift 2
done
