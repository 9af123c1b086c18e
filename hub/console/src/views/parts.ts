// SPDX-License-Identifier: Apache-2.0
// The small things every view is made of.
import { Refusal, Trouble, hubNow } from "../api.js";
import { OrderRow, Person } from "../contract.js";
import { Child, Shape, Words, announce, data, fill, h, icon, joined } from "../dom.js";
import { clockTime, coded, span, t } from "../i18n.js";
import { Scope } from "../signal.js";

export interface View { element: HTMLElement; title: Words }

export function notice(kind: "info" | "warn" | "danger" | "ok", words: Words, next: Words | null = null,
  ...actions: Child[]): HTMLElement {
  const shape: Shape = kind === "ok" ? "done" : kind === "info" ? "info" : "warn";
  return h("div", { class: `notice ${kind}`, role: kind === "danger" ? "alert" : "status" },
    icon(shape), h("div", { class: "notice-words" }, h("p", {}, words), next && h("p", { class: "next" }, next)), actions);
}

const TROUBLES: ReadonlySet<string> = new Set<Trouble>(["offline", "unsure", "signed-out", "wrong-login", "wait", "moved-on",
  "not-found", "forbidden", "refused", "hub", "odd"]);

export function troubleOf(error: unknown): Trouble {
  return error instanceof Refusal && TROUBLES.has(error.trouble) ? error.trouble : "odd";
}

/** What went wrong and what to do about it. */
export function trouble(error: unknown, again?: () => void): HTMLElement {
  const kind = troubleOf(error);
  return notice("danger", t(`trouble.${kind}`), t(`trouble.${kind}.next`),
    again && button("quiet", t("trouble.again"), again, { "data-key": "again" }));
}

export function button(look: "primary" | "plain" | "quiet" | "danger", words: Words, run: () => void,
  more: Record<string, string | boolean> = {}, shape?: Shape): HTMLButtonElement {
  return h("button", { type: "button", class: `button ${look}`, on: { click: run }, ...more }, shape && icon(shape), words);
}

/** A deed is under way exactly once: its buttons are off until it is over. */
export async function busy(buttons: HTMLButtonElement[], run: () => Promise<void>): Promise<void> {
  if (buttons.some((one) => one.disabled)) {
    return;
  }
  const focused = document.activeElement;
  for (const one of buttons) {
    one.disabled = true;
    one.setAttribute("aria-busy", "true");
  }
  try {
    await run();
  } finally {
    for (const one of buttons) {
      one.disabled = false;
      one.removeAttribute("aria-busy");
    }
    if (focused instanceof HTMLButtonElement && focused.isConnected && document.activeElement === document.body) {
      focused.focus();
    }
  }
}

/** New content for a part of a page; whoever had the focus in it keeps it (by data-key). */
export function refill(part: HTMLElement, ...children: Child[]): void {
  const active = document.activeElement;
  const key = active instanceof HTMLElement && part.contains(active) ? active.dataset.key ?? active.id : "";
  fill(part, ...children);
  if (key !== "") {
    const same = part.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"], #${CSS.escape(key)}`);
    (same ?? part.closest<HTMLElement>("[tabindex]"))?.focus();
  }
}

export function confirmed(question: Words, yes: Words): Promise<boolean> {
  return new Promise((resolve) => {
    const dialog = h("dialog", { class: "sheet small", "aria-labelledby": "question" });
    const close = (answer: boolean) => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); close(false); });
    fill(dialog, h("p", { id: "question", class: "question" }, question), h("div", { class: "actions end" },
      button("plain", t("confirm.no"), () => close(false), { "data-key": "no" }),
      button("danger", yes, () => close(true), { "data-key": "yes" })));
    document.getElementById("layer")?.append(dialog);
    dialog.showModal();
  });
}

export function stateBadge(state: string): HTMLElement {
  return h("span", { class: `badge state-${state.replace(/[^a-z_]/g, "")}` }, coded("state", state));
}

const FINISHED: ReadonlySet<string> = new Set(["answered", "rated", "archived", "closed", "rejected"]);

export function isFinished(state: string): boolean {
  return FINISHED.has(state);
}

/** How long is left, by the hub's clock, with the warning in words: colour alone says nothing. */
export function dueMark(row: OrderRow): HTMLElement {
  if (row.dueAt === null) {
    return h("span", { class: "due none" }, isFinished(row.state) ? data("–") : t("due.none"));
  }
  const when = t("due.at", { when: clockTime(row.dueAt) });
  if (isFinished(row.state)) {
    return h("span", { class: "due none" }, when);
  }
  const left = Date.parse(row.dueAt) - hubNow();
  const warning = left <= 0 ? 100 : row.warning;
  const time = left > 0 ? t("due.left", { time: span(left) }) : t("due.over", { time: span(left) });
  return h("span", { class: `due w${warning}`, title: when }, icon(warning >= 80 ? "warn" : "clock"),
    h("span", {}, warning === 50 || warning === 80 ? joined(" · ", t(`warn.${warning}`), time) : time));
}

export function personName(person: Person | null): Words {
  return data(person?.display ?? "");
}

export function field(id: string, label: Words, input: HTMLElement, hint: Words | null = null): HTMLElement {
  input.id = id;
  if (hint) {
    input.setAttribute("aria-describedby", `${id}-hint`);
  }
  return h("div", { class: "field" }, h("label", { for: id }, label), input,
    hint && h("p", { class: "hint", id: `${id}-hint` }, hint));
}

/** Said where the work is, and to a screen reader. */
export function tell(place: HTMLElement, words: Words): void {
  fill(place, notice("ok", words));
  announce(words);
}

/** Loads now, and again whenever told, never two at once; the last wish is never forgotten. */
export function loader(scope: Scope, load: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;
  return () => {
    again = true;
    running ??= (async () => {
      while (again && !scope.isOver()) {
        again = false;
        await load();
      }
      running = null;
    })();
    return running;
  };
}
