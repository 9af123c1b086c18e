// SPDX-License-Identifier: Apache-2.0
// Whatever the hub says, the readers give something harmless and bounded: node garbage.mjs FOLDER-WITH-THE-MODULES
import assert from "node:assert/strict";

const modules = process.argv[2];
const contract = await import(`${modules}/contract.js`);
const pdf = await import(`${modules}/pdf_pages.js`);

let state = 20261123;
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state % below;
};
const NAMES = ["id", "number", "state", "answers", "values", "attachments", "digest", "events", "at", "actor", "answer", "by", "callbacks",
  "reached", "rating", "level", "applicant", "claimed_by", "display", "orders", "next", "call", "since", "warning", "__proto__", "roles"];
const SAMPLES = [null, true, -1, 1e308, "", "x".repeat(100_000), "2026-11-23T01:02:03Z", "‮", "0b0a1c1e-0000-7000-8000-000000000001",
  "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:", [], {}];
const garbage = (depth) => {
  const kind = random(depth > 4 ? 1 : 4);
  if (kind === 1) { return Array.from({ length: random(depth === 0 ? 900 : 5) }, () => garbage(depth + 1)); }
  if (kind >= 2) { return Object.fromEntries(Array.from({ length: random(12) }, () => [NAMES[random(NAMES.length)], garbage(depth + 1)])); }
  return SAMPLES[random(SAMPLES.length)];
};
const bounded = (value, depth = 0) => {
  assert.ok(depth < 8);
  if (typeof value === "string") { assert.ok(value.length <= 20_000); }
  if (Array.isArray(value)) { assert.ok(value.length <= 500); }
  if (typeof value === "object" && value !== null) { Object.values(value).forEach((one) => bounded(one, depth + 1)); }
};
const ID = "0b0a1c1e-0000-7000-8000-000000000001";
for (let round = 0; round < 300; ++round) {
  const one = garbage(0);
  for (const read of [contract.agent, contract.order, contract.orderPage, contract.waitingLine, contract.problemBody, contract.person]) {
    bounded(read(one));
  }
  if (typeof one === "object" && one !== null && !Array.isArray(one)) {
    bounded(contract.order({ ...one, id: ID }));
  }
}
assert.equal(contract.order({ id: "../../etc" }), null);
assert.equal(contract.order({ id: ID, warning: 85 }).warning, 80);
assert.equal(contract.hexOf("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"),
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
assert.equal(contract.hexOf("sha-256=:<script>:"), "");
assert.deepEqual(contract.order({ id: ID, attachments: [{ digest: "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:", type: "text/html" }] }).attachments, []);
const told = contract.order({ id: ID, events: [{ at: "2026-11-23T01:02:03Z", kind: "sent-back", actor: "agent:wang", note: "why" },
  { at: "2026-11-23T02:02:03Z", kind: "call-missed", actor: "agent:li", note: "busy" }] });
assert.deepEqual([told.review.verdict, told.review.note, told.attempts.length, told.attempts[0].reached], ["return", "why", 1, false]);

const bytes = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
assert.equal(pdf.jpegPages(bytes("%PDF-1.4 stream\n\xff\xd8abc\nendstream stream\r\n\xff\xd8d\nendstream")).length, 2);
assert.equal(pdf.jpegPages(bytes("%PDF-1.4 stream\nBT (text) ET\nendstream")).length, 0);
assert.equal(pdf.jpegPages(bytes("%PDF-1.4 stream\n\xff\xd8 never ends")).length, 0);
assert.equal(pdf.jpegPages(bytes("%PDF-" + "stream\n\xff\xd8\nendstream".repeat(500))).length, 40);
for (let round = 0; round < 200; ++round) {
  pdf.jpegPages(bytes("%PDF-" + Array.from({ length: 400 }, () => ["stream", "endstream", "\n", "\r\n", "\xff\xd8", "x"][random(6)]).join("")));
}
