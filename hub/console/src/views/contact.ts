// SPDX-License-Identifier: Apache-2.0
// Phone callbacks and notes: what is typed stays until the hub has said that it holds it.
import { CallbackAttempt, Order } from "../contract.js";
import { data, fill, h, joined } from "../dom.js";
import { actorWords, clockTime, t } from "../i18n.js";
import type { OrderWork, Panel } from "./order.js";
import { card } from "./order_cards.js";
import { button, field, isFinished, notice } from "./parts.js";

export function callbackPanel(work: OrderWork): Panel {
  const note = h("textarea", { rows: 2, maxlength: 1000 });
  const said = h("div", { class: "said" });
  const attempts = h("ul", { class: "attempts" });
  const save = async (reached: boolean) => {
    if (await work.perform({ do: "callback", reached, note: note.value.trim() }, buttons, t("order.done.callback"), said)) {
      note.value = "";
    }
  };
  const missed = button("plain", t("callback.saveMissed"), () => void save(false), { "data-key": "missed" });
  const reached = button("plain", t("callback.saveReached"), () => void save(true), { "data-key": "reached" });
  const buttons = [missed, reached];
  const form = h("div", {}, field("callback-note", t("callback.note"), note, t("callback.noteHint")),
    h("div", { class: "actions end" }, buttons));
  const element = card(t("callback.title"), "callback", attempts, form, said);
  return {
    element,
    update: (order) => {
      const canCall = work.desk.isMe(order.claimedBy) && !["received", "closed", "archived", "rejected"].includes(order.state);
      const wantsCall = order.service === "callback" || order.callbackDue || order.answers.some((one) => one.field === "window");
      form.hidden = !canCall;
      element.hidden = order.attempts.length === 0 && !(canCall && wantsCall);
      fill(attempts, order.attempts.length === 0 ? h("li", { class: "hint" }, t("callback.none")) : order.attempts.map(tried));
    },
  };
}

function tried(one: CallbackAttempt): HTMLElement {
  return h("li", {}, h("p", {}, h("strong", {}, one.reached ? t("callback.reached") : t("callback.missed")),
    h("span", { class: "hint" }, joined(" · ", actorWords(one.by), clockTime(one.at)))), one.note !== "" && h("p", {}, data(one.note)));
}

export function notePanel(work: OrderWork): Panel {
  const text = h("textarea", { rows: 2, maxlength: 1000 });
  const said = h("div", { class: "said" });
  const save: HTMLButtonElement = button("plain", t("note.save"), () => void keep(), { "data-key": "note" });
  const keep = async () => {
    const words = text.value.trim();
    if (words === "") {
      fill(said, notice("danger", t("note.empty")));
      text.focus();
    } else if (await work.perform({ do: "note", text: words }, [save], t("order.done.note"), said)) {
      text.value = "";
    }
  };
  const element = card(t("note.title"), "notes", field("note-text", t("note.label"), text, t("note.hint")),
    h("div", { class: "actions end" }, save), said);
  return { element, update: (order: Order) => { element.hidden = order.claimedBy === null && !isFinished(order.state); } };
}
