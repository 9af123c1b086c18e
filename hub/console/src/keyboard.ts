// SPDX-License-Identifier: Apache-2.0
// Shortcuts: single keys while nobody is typing (they can be switched off), Ctrl with Enter in a text, arrows in lists.
import { Words } from "./dom.js";
import { Scope } from "./signal.js";

export interface Shortcut { key: string; words: Words; run: () => void }

const SWITCH = "yizhan-single-keys";
let sets: Shortcut[][] = [];

/** These keys work, and stand in the help sheet, as long as the view lives. The latest view wins. */
export function shortcuts(scope: Scope, set: Shortcut[]): void {
  sets = [...sets, set];
  scope.keep(() => { sets = sets.filter((other) => other !== set); });
}

export function allShortcuts(): Shortcut[] {
  return sets.flat();
}

export function singleKeysAreOn(): boolean {
  return localStorage.getItem(SWITCH) !== "off";
}

export function switchSingleKeys(on: boolean): void {
  localStorage.setItem(SWITCH, on ? "on" : "off");
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
}

export function nameOf(event: KeyboardEvent): string {
  const plain = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + plain;
}

export function listenToKeys(): void {
  document.addEventListener("keydown", (event) => {
    // A key that chooses a character in an input method is not for us.
    if (event.defaultPrevented || event.isComposing || event.altKey || document.querySelector("dialog[open]")) {
      return;
    }
    const name = nameOf(event);
    const isChord = name.startsWith("Ctrl+") || name === "Escape";
    if (!isChord && (isTyping(event.target) || !singleKeysAreOn())) {
      return;
    }
    const found = allShortcuts().reverse().find((one) => one.key === name);
    if (found) {
      event.preventDefault();
      found.run();
    }
  });
}

/** One stop of the Tab key for a whole list; arrows (and j, k) go through it. Call again after the items have changed. */
export function roving(list: HTMLElement, selector: string): void {
  const items = () => Array.from(list.querySelectorAll<HTMLElement>(selector));
  const current = items().find((item) => item === document.activeElement) ?? items().find((item) => item.tabIndex === 0);
  items().forEach((item, index) => { item.tabIndex = (current ? item === current : index === 0) ? 0 : -1; });
  if (list.dataset.roving === "on") {
    return;
  }
  list.dataset.roving = "on";
  list.addEventListener("focusin", (event) => {
    const entered = (event.target as HTMLElement).closest(selector);
    if (entered) {
      items().forEach((item) => { item.tabIndex = item === entered ? 0 : -1; });
    }
  });
  list.addEventListener("keydown", (event) => {
    const at = items().findIndex((item) => item === document.activeElement);
    const to = at < 0 ? null : next(event.key, at, items().length);
    if (to !== null && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      items()[to]?.focus();
    }
  });
}

function next(key: string, at: number, count: number): number | null {
  const letters = singleKeysAreOn();
  if (key === "ArrowDown" || key === "j" && letters) {
    return Math.min(at + 1, count - 1);
  }
  if (key === "ArrowUp" || key === "k" && letters) {
    return Math.max(at - 1, 0);
  }
  return key === "Home" ? 0 : key === "End" ? count - 1 : null;
}
