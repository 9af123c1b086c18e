// SPDX-License-Identifier: Apache-2.0
// The hub's HTTP side. A call either gives what the hub said, or throws a Refusal that knows what to tell the lawyer.
import { Agent, Box, Order, OrderRow, agent, order, orderPage, problemBody } from "./contract.js";

/** Why nothing came back: `unsure` means that a change may or may not have reached the hub. */
export type Trouble = "offline" | "unsure" | "signed-out" | "wrong-login" | "wait" | "moved-on" | "not-found" | "forbidden"
  | "refused" | "hub" | "odd";

export class Refusal extends Error {
  constructor(readonly trouble: Trouble, readonly code = "", readonly waitSeconds = 0) {
    super(trouble);
  }
}

const PATIENCE_MS = 20_000;
let clockOffset = 0;

/** The hub's clock, as far as its answers tell: due times are the hub's. */
export function hubNow(): number {
  return Date.now() + clockOffset;
}

async function ask(method: "GET" | "POST", path: string, body?: unknown): Promise<unknown> {
  const cancel = new AbortController();
  const timer = setTimeout(() => cancel.abort(), PATIENCE_MS);
  try {
    const headers: Record<string, string> = method === "POST" ? { "Content-Type": "application/json", "X-Yizhan": "1" } : {};
    const response = await fetch(path, {
      method, headers, signal: cancel.signal, credentials: "same-origin", cache: "no-store", redirect: "error",
      body: method === "POST" ? JSON.stringify(body ?? {}) : undefined,
    });
    readClock(response);
    return response.ok ? await content(response) : await refuse(response);
  } catch (error) {
    if (error instanceof Refusal) {
      throw error;
    }
    throw new Refusal(method === "POST" ? "unsure" : "offline");
  } finally {
    clearTimeout(timer);
  }
}

async function content(response: Response): Promise<unknown> {
  if (response.status === 204) {
    return {};
  }
  try {
    return await response.json() as unknown;
  } catch {
    return {}; // Accepted is accepted; who needs the content finds that it makes no sense.
  }
}

function readClock(response: Response): void {
  const said = Date.parse(response.headers.get("Date") ?? "");
  // The header has whole seconds; a small difference is the header's, not the clock's.
  if (!Number.isNaN(said) && Math.abs(said - Date.now()) > 5000) {
    clockOffset = said - Date.now();
  }
}

async function refuse(response: Response): Promise<never> {
  let code = "";
  try {
    const body = problemBody(await response.json());
    code = body.reason || body.code;
  } catch {
    // Not every refusal has a body.
  }
  const wait = Number(response.headers.get("Retry-After") ?? "0") || 0;
  throw new Refusal(troubleOf(response.status), code, wait);
}

function troubleOf(status: number): Trouble {
  switch (status) {
    case 401: return "signed-out";
    case 403: return "forbidden";
    case 404: return "not-found";
    case 409: return "moved-on";
    case 429: return "wait";
    default: return status >= 500 ? "hub" : "refused";
  }
}

export async function logIn(name: string, password: string): Promise<Agent> {
  try {
    return known(agent(await ask("POST", "/api/login", { name, password })));
  } catch (error) {
    if (error instanceof Refusal && error.trouble === "signed-out") {
      throw new Refusal(error.waitSeconds > 0 ? "wait" : "wrong-login", error.code, error.waitSeconds);
    }
    throw error;
  }
}

export async function logOut(): Promise<void> {
  await ask("POST", "/api/logout");
}

export async function whoAmI(): Promise<Agent> {
  return known(agent(await ask("GET", "/api/me")));
}

export async function orders(box: Box, after: string | null): Promise<{ rows: OrderRow[]; next: string | null }> {
  const query = new URLSearchParams({ box });
  if (after !== null) {
    query.set("after", after);
  }
  return orderPage(await ask("GET", `/api/orders?${query.toString()}`));
}

export async function oneOrder(id: string): Promise<Order> {
  return known(order(await ask("GET", `/api/orders/${id}`)));
}

/** What can be done to an order, with what the hub wants to know for it. */
export type Deed =
  | { do: "claim" } | { do: "release" } | { do: "close" } | { do: "answer"; text: string } | { do: "note"; text: string }
  | { do: "review"; verdict: "publish" | "return"; note: string } | { do: "callback"; reached: boolean; note: string };

export async function act(id: string, deed: Deed): Promise<void> {
  const { do: name, ...body } = deed;
  await ask("POST", `/api/orders/${id}/${name}`, body);
}

export function attachmentAddress(hex: string): string {
  return `/api/attachments/${hex}`;
}

export async function attachmentBytes(hex: string): Promise<Uint8Array> {
  try {
    const response = await fetch(attachmentAddress(hex), { credentials: "same-origin", redirect: "error" });
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : await refuse(response);
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal("offline");
  }
}

function known<T>(value: T | null): T {
  if (value === null) {
    throw new Refusal("odd");
  }
  return value;
}
