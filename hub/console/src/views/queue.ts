// SPDX-License-Identifier: Apache-2.0
// Who is waiting for a video call, the longest first.
import { hubNow } from "../api.js";
import { Waiting } from "../contract.js";
import { Desk } from "../desk.js";
import { data, h, icon } from "../dom.js";
import { coded, shortSpan, t } from "../i18n.js";
import { roving } from "../keyboard.js";
import { go } from "../route.js";
import { Scope } from "../signal.js";
import { View, button, notice, refill } from "./parts.js";

export function queueView(scope: Scope, desk: Desk): View {
  const list = h("ol", { class: "waiting", label: t("queue.title") });
  const said = h("div", { class: "said" });
  const draw = () => {
    refill(said, !desk.onDuty && notice("info", t("queue.offDuty"), null,
      button("primary", t("duty.start"), () => desk.setDuty(true), { "data-key": "start" })),
    desk.inCall() && notice("info", t("queue.busy")));
    refill(list, desk.waiting.length === 0 ? h("li", { class: "empty" }, t("queue.empty"))
      : desk.waiting.map((one, index) => caller(one, index + 1, desk)));
    roving(list, "button");
  };
  draw();
  scope.keep(desk.lineChanged.on(draw));
  scope.keep(desk.callChanged.on(draw));
  scope.every(5000, draw);
  return { title: t("queue.title"), element: h("section", { class: "page" },
    h("div", { class: "page-head" }, h("h1", { tabindex: -1 }, t("queue.title"))), said,
    h("div", { class: "panel" }, list), h("p", { class: "hint below" }, t("queue.privacy"))) };
}

function caller(one: Waiting, place: number, desk: Desk): HTMLElement {
  const what = one.topic !== "" ? coded("topic", one.topic) : one.service !== "" ? coded("service", one.service) : t("queue.unclear");
  const answer = () => desk.accept(one) && go({ page: "call" });
  const press = button("primary", t("queue.answer"), answer,
    { "data-key": one.call, "aria-label": t("queue.answerThis", { place, topic: what }) }, "queue");
  press.disabled = !desk.onDuty || desk.inCall();
  return h("li", {}, h("span", { class: "place" }, data(place)), h("div", { class: "caller" }, h("strong", {}, what),
    h("span", { class: "hint" }, one.since === null ? null : t("queue.since", { time: shortSpan(hubNow() - Date.parse(one.since)) }))),
  one.order !== null && h("span", { class: "badge" }, icon("file"), t("queue.hasOrder")), press);
}
