// SPDX-License-Identifier: Apache-2.0
// What stands around every view: where one can go, duty, the connection, who is waiting, the call under way.
import { hubNow } from "../api.js";
import { BOXES, Box } from "../contract.js";
import { Desk } from "../desk.js";
import { Child, Shape, Words, announce, data, fill, h, icon, joined } from "../dom.js";
import { currentLanguage, shortSpan, speak, t } from "../i18n.js";
import { shortcuts } from "../keyboard.js";
import { Route, addressOf, go } from "../route.js";
import { Scope } from "../signal.js";
import { showHelp } from "./help.js";
import { button, confirmed, notice, refill, trouble } from "./parts.js";

export interface Shell { element: HTMLElement; main: HTMLElement; show: (route: Route) => void }

export function shell(scope: Scope, desk: Desk): Shell {
  const main = h("main", { id: "main", tabindex: -1 });
  const nav = h("nav", { class: "boxes", label: t("nav.label") });
  const duty = h("div", { class: "duty" });
  const bars = h("div", { class: "bars" });
  const said = h("div", {});
  let route: Route = { page: "orders", box: "inbox" };

  const toggleDuty = () => {
    const on = !desk.onDuty;
    if (desk.setDuty(on)) {
      fill(said);
      announce(on ? t("duty.on") : t("duty.off"));
    } else {
      fill(said, notice("danger", t("duty.failed")));
    }
  };
  const drawDuty = () => refill(duty, ...dutySwitch(desk, toggleDuty));
  const drawNav = () => refill(nav, h("ul", {}, BOXES.map((box) => entry({ page: "orders", box }, route, t(`nav.${box}`), box)),
    entry({ page: "queue" }, route, t("nav.queue"), "queue", desk.waiting.length)));
  const drawBars = () => refill(bars, connectionBar(desk), callBar(desk, route), ringBar(desk, route));
  const draw = () => { drawDuty(); drawNav(); drawBars(); };

  scope.keep(desk.lineChanged.on(draw));
  scope.keep(desk.callChanged.on(drawBars));
  scope.keep(desk.someoneCame.on(() => announce(t("ring.waiting", { count: desk.waiting.length }), true)));
  scope.every(5000, drawBars);
  bindKeys(scope, desk, toggleDuty);
  draw();
  const element = h("div", { class: "desk" },
    h("a", { class: "skip", href: "#main", on: { click: (event: Event) => { event.preventDefault(); main.focus(); } } }, t("app.skip")),
    h("header", { class: "rail" },
      h("div", { class: "brand" }, h("span", { class: "brand-mark" }, icon("queue")),
        h("div", {}, h("p", { class: "brand-service" }, t("app.service")), h("p", { class: "brand-title" }, t("app.title")))),
      duty, nav, account(desk, said)),
    h("div", { class: "stage" }, bars, said, main));
  return { element, main, show: (to) => { route = to; fill(said); draw(); } };
}

function dutySwitch(desk: Desk, toggle: () => void): Child[] {
  const paused = desk.onDuty && desk.live !== "open";
  return [
    h("button", { type: "button", class: "switch", role: "switch", "data-key": "duty", "aria-checked": String(desk.onDuty),
      title: desk.onDuty ? t("duty.stop") : t("duty.start"), on: { click: toggle } },
    h("span", { class: "knob" }), h("span", {}, desk.onDuty ? t("duty.on") : t("duty.off"))),
    paused && h("p", { class: "hint" }, t("duty.paused")),
  ];
}

function entry(to: Route, now: Route, words: Words, shape: Shape, count = 0): HTMLElement {
  const isHere = addressOf(to) === addressOf(now);
  return h("li", {}, h("a", { href: addressOf(to), "data-key": addressOf(to), "aria-current": isHere ? "page" : null },
    icon(shape), h("span", {}, words), count > 0 && h("span", { class: "count" }, data(count))));
}

function connectionBar(desk: Desk): Child {
  return desk.live === "lost" ? notice("warn", t("live.lost")) : desk.live === "connecting" ? notice("info", t("live.connecting")) : null;
}

function callBar(desk: Desk, route: Route): Child {
  return desk.inCall() && route.page !== "call"
    && h("div", { class: "ring running" }, icon("camera"), h("p", {}, t("call.running")),
      button("primary", t("call.return"), () => go({ page: "call" }), { "data-key": "return" }));
}

function ringBar(desk: Desk, route: Route): Child {
  const first = desk.waiting[0];
  if (!desk.onDuty || first === undefined || desk.inCall() || route.page === "call") {
    return null;
  }
  const longest = first.since === null ? null : t("ring.longest", { time: shortSpan(hubNow() - Date.parse(first.since)) });
  return h("div", { class: "ring" }, icon("queue"), h("p", {}, joined(" · ", t("ring.waiting", { count: desk.waiting.length }), longest)),
    route.page !== "queue" && button("plain", t("ring.show"), () => go({ page: "queue" }), { "data-key": "show" }),
    button("primary", t("ring.answer"), () => acceptFirst(desk), { "data-key": "answer" }));
}

export function acceptFirst(desk: Desk): void {
  const first = desk.waiting[0];
  if (first && desk.onDuty && desk.accept(first)) {
    go({ page: "call" });
  }
}

function account(desk: Desk, said: HTMLElement): HTMLElement {
  const leave = async () => {
    if (desk.hasUnsent() && !await confirmed(t("app.leaveQuestion"), t("nav.logout"))) {
      return;
    }
    try {
      await desk.signOut();
    } catch (error) {
      fill(said, trouble(error, () => void leave()));
    }
  };
  return h("div", { class: "account" },
    h("p", { label: t("nav.account") }, h("strong", {}, data(desk.me?.display ?? "")),
      h("span", { class: "hint" }, data(desk.me?.organisation ?? ""))),
    h("div", { class: "account-actions" },
      button("quiet", t("nav.help"), showHelp, { "data-key": "help" }),
      h("button", { type: "button", class: "button quiet", title: t("app.language.hint"),
        on: { click: () => speak(currentLanguage() === "en" ? "zh-CN" : "en") } }, t("app.language")),
      button("quiet", t("nav.logout"), () => void leave(), { "data-key": "logout" })));
}

function bindKeys(scope: Scope, desk: Desk, toggleDuty: () => void): void {
  const boxKeys: Record<Box, string> = { inbox: "1", mine: "2", review: "3", done: "4" };
  shortcuts(scope, [
    ...BOXES.map((box) => ({ key: boxKeys[box], words: t(`key.${box}`), run: () => go({ page: "orders", box }) })),
    { key: "5", words: t("key.queue"), run: () => go({ page: "queue" }) },
    { key: "d", words: t("key.duty"), run: toggleDuty },
    { key: "a", words: t("key.accept"), run: () => acceptFirst(desk) },
    { key: "g", words: t("key.call"), run: () => desk.call && go({ page: "call" }) },
    { key: "?", words: t("key.help"), run: showHelp },
  ]);
}
