// SPDX-License-Identifier: Apache-2.0
// The terminal's own PDFs are scanned pages: one JPEG each, stored as it is. Those are taken out and shown as pictures, since
// the console's strict policy lets no foreign viewer into the page. Anything else is for the browser's own viewer in a tab.

const LONGEST = 16 * 1024 * 1024;
const MOST_PAGES = 40;

/** JPEG streams in their order; none when the file is drawn rather than scanned. */
export function jpegPages(bytes: Uint8Array): Uint8Array[] {
  if (bytes.length > LONGEST || ascii(bytes, 0, 5) !== "%PDF-") {
    return [];
  }
  const pages: Uint8Array[] = [];
  for (let at = find(bytes, "stream", 0); at >= 0 && pages.length < MOST_PAGES; at = find(bytes, "stream", at + 6)) {
    const start = at + (bytes[at + 6] === 13 ? 8 : 7);
    if (bytes[start] === 0xff && bytes[start + 1] === 0xd8 && ascii(bytes, at - 3, 3) !== "end") {
      const end = find(bytes, "endstream", start);
      if (end < 0) {
        return pages;
      }
      pages.push(bytes.slice(start, end));
      at = end + 3;
    }
  }
  return pages;
}

function ascii(bytes: Uint8Array, from: number, length: number): string {
  return from < 0 ? "" : String.fromCharCode(...bytes.slice(from, from + length));
}

function find(bytes: Uint8Array, word: string, from: number): number {
  const first = word.charCodeAt(0);
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (ascii(bytes, at, word.length) === word) {
      return at;
    }
  }
  return -1;
}
