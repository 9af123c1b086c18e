// SPDX-License-Identifier: Apache-2.0
// The one place that knows all views: shows the one for who is signed in and where they are.
import { Desk } from "./desk.js";
import { announce, fill, joined } from "./dom.js";
import { currentLanguage, languageChanged, speak, t } from "./i18n.js";
import { listenToKeys } from "./keyboard.js";
import { Ringer } from "./ringer.js";
import { Route, routeOf } from "./route.js";
import { Scope } from "./signal.js";
import { callView } from "./views/call.js";
import { loginView } from "./views/login.js";
import { orderView } from "./views/order.js";
import { ordersView } from "./views/orders.js";
import { View, trouble } from "./views/parts.js";
import { queueView } from "./views/queue.js";
import { Shell, shell } from "./views/shell.js";

const desk = new Desk();
const app = document.getElementById("app") as HTMLElement;
let outer = new Scope();
let inner = new Scope();
let frame: Shell | null = null;

function viewOf(route: Route): View {
  switch (route.page) {
    case "orders": return ordersView(inner, desk, route.box);
    case "order": return orderView(inner, desk, route.id);
    case "queue": return queueView(inner, desk);
    case "call": return callView(inner, desk);
  }
}

function titled(view: View): void {
  // Never a name, a number or a question: titles end up in histories and on shared screens.
  const waiting = desk.onDuty && desk.waiting.length > 0 ? `(${desk.waiting.length}) ` : "";
  document.title = waiting + joined(" · ", view.title, t("app.title"));
}

/** A view of its own for every visit: nothing of the last order can shine through. */
function showInner(): void {
  if (frame === null) {
    return;
  }
  inner.end();
  inner = new Scope();
  closeDialogs();
  const route = routeOf(location.hash);
  frame.show(route);
  const view = viewOf(route);
  inner.keep(desk.lineChanged.on(() => titled(view)));
  fill(frame.main, view.element);
  titled(view);
  frame.main.scrollTop = 0;
  view.element.querySelector<HTMLElement>("h1")?.focus();
  announce(view.title);
}

function showAll(): void {
  inner.end();
  outer.end();
  outer = new Scope();
  inner = new Scope();
  frame = null;
  closeDialogs();
  if (desk.me === null) {
    const view = loginView(inner, desk);
    fill(app, view.element);
    titled(view);
    app.querySelector<HTMLElement>("input")?.focus();
    return;
  }
  frame = shell(outer, desk);
  fill(app, frame.element);
  showInner();
}

function closeDialogs(): void {
  document.getElementById("layer")?.replaceChildren();
}

async function begin(): Promise<void> {
  try {
    await desk.begin();
  } catch (error) {
    fill(app, trouble(error, () => void begin()));
  }
}

speak(currentLanguage());
listenToKeys();
new Ringer(desk);
desk.signedChanged.on(showAll);
languageChanged.on(showAll);
window.addEventListener("hashchange", showInner);
window.addEventListener("beforeunload", (event) => {
  if (desk.hasUnsent()) {
    event.preventDefault();
    event.returnValue = "";
  }
});
window.addEventListener("pagehide", () => desk.call?.hangUp("agent-left"));
fill(app, t("app.loading"));
void begin();
