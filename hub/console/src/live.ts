// SPDX-License-Identifier: Apache-2.0
// The one WebSocket to the hub: pushes, duty and call signalling. It pings, notices silence and comes back by itself; what
// was said while it was away is not said again (the hub has already told the other side that the agent left).
import { members, text } from "./contract.js";

export type LiveState = "off" | "connecting" | "open" | "lost";
export type LiveMessage = Record<string, unknown> & { type: string };

const PING_MS = 3000;
const SILENCE_MS = 10_000;
const LONGEST_FRAME = 65_536;
const PAUSES_MS = [500, 1000, 2000, 4000, 8000];

export class LiveSocket {
  private socket: WebSocket | null = null;
  private state: LiveState = "off";
  private failures = 0;
  private heardAt = 0;
  private pinger = 0;
  private reviver = 0;

  constructor(private readonly onState: (state: LiveState) => void, private readonly onMessage: (message: LiveMessage) => void) {}

  open(): void {
    if (this.state === "off") {
      this.connect();
    }
  }

  close(): void {
    this.become("off");
    clearTimeout(this.reviver);
    this.drop();
  }

  isOpen(): boolean {
    return this.state === "open";
  }

  /** False when it could not be handed to the network: nothing was said then. */
  send(message: Record<string, unknown>): boolean {
    if (this.socket === null || this.socket.readyState !== WebSocket.OPEN) {
      return false;
    }
    const frame = JSON.stringify({ v: 1, ...message });
    if (frame.length > LONGEST_FRAME) {
      return false;
    }
    this.socket.send(frame);
    return true;
  }

  private connect(): void {
    this.become(this.failures === 0 ? "connecting" : "lost");
    const address = new URL("/api/live", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    address.hash = "";
    const socket = new WebSocket(address.href);
    this.socket = socket;
    this.heardAt = performance.now();
    socket.onopen = () => this.opened();
    socket.onmessage = (event) => this.heard(event.data);
    socket.onclose = () => {
      if (this.socket === socket) {
        this.lost();
      }
    };
    clearInterval(this.pinger);
    this.pinger = window.setInterval(() => this.keepAlive(), PING_MS);
  }

  private opened(): void {
    this.failures = 0;
    this.heardAt = performance.now();
    this.become("open");
  }

  private heard(raw: unknown): void {
    this.heardAt = performance.now();
    if (typeof raw !== "string" || raw.length > LONGEST_FRAME) {
      return;
    }
    try {
      const message = members(JSON.parse(raw));
      const type = text(message.type, 40);
      if (type !== "" && type !== "pong") {
        this.onMessage({ ...message, type });
      }
    } catch {
      // Not JSON: nothing the hub of the contract would say.
    }
  }

  private keepAlive(): void {
    if (performance.now() - this.heardAt > SILENCE_MS) {
      this.lost();
    } else {
      this.send({ type: "ping" });
    }
  }

  private lost(): void {
    this.drop();
    if (this.state === "off") {
      return;
    }
    const pause = PAUSES_MS[Math.min(this.failures, PAUSES_MS.length - 1)] ?? 8000;
    this.failures += 1;
    this.become("lost");
    clearTimeout(this.reviver);
    this.reviver = window.setTimeout(() => this.connect(), pause);
  }

  private drop(): void {
    clearInterval(this.pinger);
    const socket = this.socket;
    this.socket = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }

  private become(state: LiveState): void {
    if (this.state !== state) {
      this.state = state;
      this.onState(state);
    }
  }
}
