// SPDX-License-Identifier: Apache-2.0
// What the hub says on its console side, read into types. Every reader bounds what it takes and gives a harmless default
// for what is missing, so that no answer of the hub can break a view.

export type Box = "inbox" | "mine" | "review" | "done";
export const BOXES: readonly Box[] = ["inbox", "mine", "review", "done"];
export type Media = "video" | "audio" | "text";

export interface Person { name: string; display: string; organisation: string }
export interface Agent extends Person { roles: string[] }

export interface OrderRow {
  id: string; number: string; service: string; codes: string[]; summary: string; state: string;
  receivedAt: string | null; dueAt: string | null; warning: 0 | 50 | 80 | 100; claimedBy: Person | null;
}
export interface Applicant { name: string; phone: string; rest: { field: string; value: string }[] }
export interface Answered { field: string; label: string; values: string[] }
export interface Attachment { digest: string; hex: string; type: string; bytes: number; pages: number; held: boolean }
export interface OrderEvent { at: string; kind: string; actor: string; note: string }
export interface Answer { text: string; by: Person | null; at: string | null }
export interface Review { verdict: string; note: string; by: Person | null; at: string | null }
export interface CallbackAttempt { at: string; reached: boolean; note: string; by: string }
export interface Rating { level: number; person: number | null; text: string; at: string | null }
export interface Order extends OrderRow {
  about: string | null; applicant: Applicant | null; answers: Answered[]; attachments: Attachment[]; events: OrderEvent[];
  answer: Answer | null; review: Review | null; attempts: CallbackAttempt[]; linked: string[]; rating: Rating | null;
  hadCall: boolean; callbackDue: boolean;
}
export interface Waiting { call: string; since: string | null; service: string; topic: string; order: string | null; media: Media }
export interface ProblemBody { code: string; reason: string; title: string }

type Members = Record<string, unknown>;

export function members(value: unknown): Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value as Members : {};
}
export function text(value: unknown, most = 4000): string {
  return typeof value === "string" ? value.slice(0, most) : typeof value === "number" ? String(value) : "";
}
export function number(value: unknown, otherwise = 0): number {
  return typeof value === "number" && Number.isFinite(value) ? value : otherwise;
}
function time(value: unknown): string | null {
  const written = text(value, 40);
  return written !== "" && !Number.isNaN(Date.parse(written)) ? written : null;
}
function list(value: unknown, most = 500): unknown[] {
  return Array.isArray(value) ? value.slice(0, most) : [];
}
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export function uuid(value: unknown): string | null {
  return typeof value === "string" && UUID.test(value) ? value : null;
}
export function media(value: unknown): Media {
  return value === "audio" || value === "text" ? value : "video";
}

/** A person is an object, or only a name. */
export function person(value: unknown): Person | null {
  if (typeof value === "string") {
    return value === "" ? null : { name: value.slice(0, 200), display: value.slice(0, 200), organisation: "" };
  }
  const from = members(value);
  const name = text(from.name, 200);
  const display = text(from.display, 200) || name;
  return display === "" ? null : { name: name || display, display, organisation: text(from.organisation, 200) };
}

export function agent(value: unknown): Agent | null {
  const who = person(value);
  return who && { ...who, roles: list(members(value).roles, 10).map((role) => text(role, 40)) };
}

export function orderRow(value: unknown): OrderRow | null {
  const from = members(value);
  const id = uuid(from.id);
  const warning = number(from.warning);
  return id === null ? null : {
    id, number: text(from.number, 40), service: text(from.service, 64),
    codes: list(from.codes, 6).map((one) => text(one, 100)), summary: text(from.summary, 200),
    state: text(from.state, 40), receivedAt: time(from.received_at), dueAt: time(from.due_at),
    warning: warning >= 100 ? 100 : warning >= 80 ? 80 : warning >= 50 ? 50 : 0, claimedBy: person(from.claimed_by),
  };
}

export function orderPage(value: unknown): { rows: OrderRow[]; next: string | null } {
  const from = members(value);
  const rows = list(from.orders).map(orderRow).filter((row): row is OrderRow => row !== null);
  const next = text(from.next, 400);
  return { rows, next: next === "" ? null : next };
}

export function order(value: unknown): Order | null {
  const from = members(value);
  const row = orderRow(value);
  if (row === null) {
    return null;
  }
  const callbacks = list(from.callbacks);
  const events = list(from.events).map(event);
  const attempts = callbacks.map(attempt).filter((one): one is CallbackAttempt => one !== null);
  return {
    ...row, about: uuid(from.about), applicant: applicant(from.applicant),
    answers: list(from.answers, 200).map(answered), attachments: list(from.attachments, 20).map(attachment).filter(isUsable),
    events,
    answer: answer(from.answer), review: review(from.review) ?? lastReview(events), attempts: attempts.length > 0 ? attempts : attemptsIn(events),
    linked: callbacks.map(link).filter((one): one is string => one !== null), rating: rating(from.rating),
    hadCall: from.call !== null && from.call !== undefined && from.call !== false,
    callbackDue: row.state === "callback_due" || from.callback_due === true,
  };
}

function applicant(value: unknown): Applicant | null {
  const from = members(value);
  if (Object.keys(from).length === 0) {
    return null;
  }
  const rest = Object.entries(from).filter(([field]) => field !== "name" && field !== "phone")
    .map(([field, one]) => ({ field, value: text(one) })).filter((one) => one.value !== "").slice(0, 20);
  return { name: text(from.name, 200), phone: text(from.phone, 40), rest };
}

function answered(value: unknown): Answered {
  const from = members(value);
  const values = Array.isArray(from.values) ? from.values : from.values === undefined ? [from.value] : [from.values];
  const field = text(from.field, 128);
  return { field, label: text(from.label, 200) || field, values: list(values, 200).map((one) => text(one)).filter((one) => one !== "") };
}

/** `sha-256=:base64:` is how a body names it, hexadecimal how the address does. */
export function hexOf(digest: string): string {
  const match = /^sha-256=:([A-Za-z0-9+/]{43}=):$/.exec(digest);
  if (match === null || match[1] === undefined) {
    return /^[0-9a-f]{64}$/.test(digest) ? digest : "";
  }
  return Array.from(atob(match[1]), (letter) => letter.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}

function attachment(value: unknown): Attachment {
  const from = members(value);
  const digest = text(from.digest, 100);
  return { digest, hex: hexOf(digest), type: text(from.type, 60), bytes: number(from.bytes), pages: number(from.pages, 1),
    held: from.held === true };
}
function isUsable(one: Attachment): boolean {
  return one.hex !== "" && (one.type === "image/jpeg" || one.type === "application/pdf");
}

function event(value: unknown): OrderEvent {
  const from = members(value);
  return { at: time(from.at) ?? "", kind: text(from.kind, 60), actor: person(from.actor)?.display ?? "", note: text(from.note) };
}
function answer(value: unknown): Answer | null {
  const from = members(value);
  return text(from.text) === "" ? null : { text: text(from.text, 20000), by: person(from.by), at: time(from.at) };
}
function review(value: unknown): Review | null {
  const from = members(value);
  const verdict = text(from.verdict, 20);
  return verdict === "" ? null : { verdict, note: text(from.note), by: person(from.by), at: time(from.at) };
}
function attempt(value: unknown): CallbackAttempt | null {
  const from = members(value);
  return typeof from.reached === "boolean"
    ? { at: time(from.at) ?? "", reached: from.reached, note: text(from.note), by: person(from.by ?? from.actor)?.display ?? "" } : null;
}
/** A hub that tells no review or attempts by themselves tells them in the events. */
function lastReview(events: OrderEvent[]): Review | null {
  const last = events.filter((one) => one.kind === "published" || one.kind === "sent-back" || one.kind === "answer-handed-in").pop();
  return last === undefined || last.kind === "answer-handed-in" ? null
    : { verdict: last.kind === "published" ? "publish" : "return", note: last.note, by: person(last.actor), at: last.at };
}
function attemptsIn(events: OrderEvent[]): CallbackAttempt[] {
  return events.filter((one) => one.kind === "called-back" || one.kind === "call-missed")
    .map((one) => ({ at: one.at, reached: one.kind === "called-back", note: one.note, by: one.actor }));
}
function link(value: unknown): string | null {
  return uuid(value) ?? uuid(members(value).order) ?? uuid(members(value).id);
}
function rating(value: unknown): Rating | null {
  const from = typeof value === "number" ? { level: value } as Members : members(value);
  const level = number(from.level);
  return level < 1 || level > 5 ? null
    : { level, person: number(from.person) || null, text: text(from.text), at: time(from.at) };
}

export function waitingLine(value: unknown): Waiting[] {
  return list(value, 200).flatMap((one) => {
    const from = members(one);
    const call = uuid(from.call);
    return call === null ? [] : [{ call, since: time(from.since), service: text(from.service, 64), topic: text(from.topic, 40),
      order: uuid(from.order), media: media(from.media) }];
  });
}

export function problemBody(value: unknown): ProblemBody {
  const from = members(value);
  return { code: text(from.code, 60), reason: text(from.reason, 60), title: text(from.title, 200) };
}
