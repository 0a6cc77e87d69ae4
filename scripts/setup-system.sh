#!/usr/bin/env bash
# See to the Debian packages that amana runs beside itself.
#
#   scripts/setup-system.sh demo    what reading and capturing need
#   scripts/setup-system.sh test    that, and a C compiler
#
# As root, or with SYSTEM=1, missing ones are installed. In a terminal it asks, once. Otherwise it
# says what will not work and goes on. SYSTEM=0: never install, never ask.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

kind=${1:-demo}
packages=() losses=()
lacks() { packages+=("$1"); losses+=("  $1: $2"); }
library() { # is the shared library $1 where the loader finds it?
  PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null | grep -q "$1"
}

command -v pdftotext >/dev/null || lacks poppler-utils "no text from PDFs"
command -v bwrap >/dev/null || lacks bubblewrap "no program is asked about a document: no OCR, nothing about videos; no web page is captured"
command -v tesseract >/dev/null || lacks tesseract-ocr "no text from pictures and scanned pages"
for language in eng ara fra; do
  tesseract --list-langs 2>/dev/null | grep -qx $language || lacks tesseract-ocr-$language "no text from pictures and scanned pages ($language)"
done
command -v ffprobe >/dev/null || lacks ffmpeg "nothing about sound and video but that they are there"
command -v exiftool >/dev/null || lacks libimage-exiftool-perl "less about pictures, sound and video"
library 'libmagic\.so\.1' || lacks libmagic1 "one opinion less about what a file is"
library 'libarchive\.so\.13' || lacks libarchive13 "nothing out of RAR and 7z archives"
library 'libseccomp\.so\.2' || lacks libseccomp2 "nothing is read: there is no sandbox without it"
command -v openssl >/dev/null || lacks openssl "signatures and proofs cannot be checked without amana"
[ -x /usr/lib/chromium/chromium ] || lacks chromium "no web page is captured, and the browser tests fail"
fc-list ':lang=ar' 2>/dev/null | grep -q . || lacks fonts-noto-core "Arabic in pictures of captured pages is boxes"
if [ "$kind" = test ]; then
  echo '#include <stdlib.h>' | gcc -fsyntax-only -xc - 2>/dev/null ||
    for compiler in gcc libc6-dev; do lacks $compiler "the failure tests fail: it builds their shim"; done
fi
[ ${#packages[@]} -gt 0 ] || exit 0

go_on() {
  printf 'Missing on this machine, and what does not work without it:\n' >&2
  printf '%s\n' "${losses[@]}" >&2
  printf 'Debian and Ubuntu: apt-get install %s     (as root; or: make demo SYSTEM=1)\n' "${packages[*]}" >&2
  exit 0
}

[ "${SYSTEM:-}" != 0 ] || go_on
command -v apt-get >/dev/null || go_on
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || go_on
  as_root=(sudo)
  if [ "${SYSTEM:-}" != 1 ]; then
    asked=.venv/.asked-for-system
    { [ -t 0 ] && [ -t 1 ] && [ "$(cat "$asked" 2>/dev/null)" != "${packages[*]}" ]; } || go_on
    mkdir -p .venv && echo "${packages[*]}" >"$asked"
    read -r -p "Install ${packages[*]} with sudo apt-get? [y/N] " answer
    [[ $answer == [yY]* ]] || go_on
  fi
fi
echo "Installing ${packages[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get -qq update || true # a list that is a little old still installs
"${as_root[@]}" apt-get -qq install -y --no-install-recommends "${packages[@]}" >/dev/null || go_on
