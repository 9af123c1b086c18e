// SPDX-License-Identifier: Apache-2.0
// The lawyer's desk: who sits at it, on duty or not, who waits, the call under way, and drafts. All of it lives in memory
// and ends with the session or the page: nothing about a citizen is ever stored by the browser.
import { Refusal, logOut, whoAmI } from "./api.js";
import { Call } from "./call.js";
import { Agent, Person, Waiting, uuid, waitingLine } from "./contract.js";
import { LiveMessage, LiveSocket, LiveState } from "./live.js";
import { Signal } from "./signal.js";

export class Desk {
  readonly signedChanged = new Signal();
  readonly lineChanged = new Signal();
  readonly ordersChanged = new Signal();
  readonly callChanged = new Signal();
  readonly someoneCame = new Signal();
  me: Agent | null = null;
  /** Signed out by the hub in the middle of work, not by the lawyer. */
  wasSignedOut = false;
  live: LiveState = "off";
  onDuty = false;
  waiting: Waiting[] = [];
  call: Call | null = null;

  private readonly drafts = new Map<string, string>();
  private readonly socket = new LiveSocket((state) => this.liveIs(state), (message) => this.heard(message));
  private lastName = "";

  async begin(): Promise<void> {
    try {
      this.signIn(await whoAmI());
    } catch (error) {
      this.signedChanged.emit();
      if (!(error instanceof Refusal) || error.trouble !== "signed-out") {
        throw error;
      }
    }
  }

  signIn(me: Agent): void {
    // Another person at this desk must not find the first one's drafts.
    if (this.lastName !== me.name) {
      this.drafts.clear();
    }
    this.lastName = me.name;
    this.me = me;
    this.wasSignedOut = false;
    this.socket.open();
    this.signedChanged.emit();
  }

  async signOut(): Promise<void> {
    await logOut();
    this.drafts.clear();
    this.leave(false);
  }

  /** The hub no longer knows the session. Drafts stay for the same person. */
  turnedAway(): void {
    if (this.me !== null) {
      this.leave(true);
    }
  }

  isMe(person: Person | null): boolean {
    return person !== null && this.me !== null && (person.name === this.me.name || person.display === this.me.display);
  }

  is(role: "agent" | "reviewer" | "leader"): boolean {
    return this.me?.roles.includes(role) ?? false;
  }

  draft(order: string): string | null {
    return this.drafts.get(order) ?? null;
  }

  keepDraft(order: string, words: string): void {
    if (words === "") {
      this.drafts.delete(order);
    } else {
      this.drafts.set(order, words);
    }
  }

  dropDraft(order: string): void {
    this.drafts.delete(order);
  }

  hasUnsent(): boolean {
    return this.drafts.size > 0 || this.inCall();
  }

  inCall(): boolean {
    return this.call !== null && this.call.phase !== "ended";
  }

  /** False when the hub could not be told. */
  setDuty(on: boolean): boolean {
    if (!this.socket.send({ type: "duty", on })) {
      return false;
    }
    this.onDuty = on;
    this.lineChanged.emit();
    return true;
  }

  accept(waiting: Waiting): Call | null {
    if (this.inCall()) {
      return null;
    }
    const call = new Call(waiting.call, (message) => this.socket.send(message));
    this.call = call;
    call.changed.on(() => this.callChanged.emit());
    call.accept();
    this.callChanged.emit();
    return call;
  }

  dismissCall(): void {
    if (!this.inCall()) {
      this.call = null;
      this.callChanged.emit();
    }
  }

  private leave(byHub: boolean): void {
    this.call?.hangUp();
    this.call = null;
    this.onDuty = false;
    this.waiting = [];
    this.me = null;
    this.wasSignedOut = byHub;
    this.socket.close();
    this.signedChanged.emit();
  }

  private liveIs(state: LiveState): void {
    this.live = state;
    if (state === "open") {
      // The hub forgets who was on duty when a socket closes.
      if (this.onDuty) {
        this.socket.send({ type: "duty", on: true });
      }
      this.ordersChanged.emit();
    } else if (state === "lost") {
      this.call?.cutOff();
      this.waiting = [];
      void this.stillKnown();
    }
    this.lineChanged.emit();
  }

  /** A socket also closes because the session has ended. */
  private async stillKnown(): Promise<void> {
    try {
      await whoAmI();
    } catch (error) {
      if (error instanceof Refusal && error.trouble === "signed-out") {
        this.turnedAway();
      }
    }
  }

  private heard(message: LiveMessage): void {
    if (message.type === "orders-changed") {
      this.ordersChanged.emit();
    } else if (message.type === "duty" && typeof message.on === "boolean") {
      this.onDuty = message.on;
      this.lineChanged.emit();
    } else if (message.type === "queue") {
      this.queueIs(waitingLine(message.waiting));
    } else if (uuid(message.call) !== null) {
      this.call?.heard(message);
    }
  }

  private queueIs(waiting: Waiting[]): void {
    const known = new Set(this.waiting.map((one) => one.call));
    const isNew = waiting.some((one) => !known.has(one.call));
    this.waiting = waiting;
    this.lineChanged.emit();
    if (isNew && this.onDuty && !this.inCall()) {
      this.someoneCame.emit();
    }
  }
}
