// SPDX-License-Identifier: Apache-2.0
// The answer: written by whoever has claimed the order, published by somebody else. The editor is made once and outlives
// every reload of the order, so that nothing being typed is ever lost.
import { Order } from "../contract.js";
import { Child, data, fill, h, joined } from "../dom.js";
import { clockTime, t } from "../i18n.js";
import { Scope } from "../signal.js";
import type { OrderWork, Panel } from "./order.js";
import { card } from "./order_cards.js";
import { button, field, isFinished, notice, personName } from "./parts.js";

const LONGEST_ANSWER = 4000;
type Mode = "write" | "review" | "read";

export function answerPanel(scope: Scope, work: OrderWork): Panel {
  const body = h("div", {});
  const said = h("div", { class: "said" });
  const element = card(t("answer.title"), "answer", body, said);
  const write = editor(scope, work, said);
  const review = reviewer(work, said);
  let drawn = "";
  return {
    element,
    update: (order) => {
      const mode = modeOf(order, work);
      const shown = [mode, order.state, order.answer?.text, order.answer?.at, order.review?.at, order.claimedBy?.display].join("\n");
      if (shown === drawn) {
        return;
      }
      drawn = shown;
      const hadFocus = body.contains(document.activeElement);
      fill(body, ...reading(order, mode, work), mode === "write" && write.element, mode === "review" && review);
      if (mode === "write") {
        write.update(order);
        if (hadFocus) {
          body.querySelector("textarea")?.focus();
        }
      }
    },
  };
}

function modeOf(order: Order, work: OrderWork): Mode {
  if (order.state === "in_review") {
    return work.desk.is("reviewer") && !work.desk.isMe(order.answer?.by ?? order.claimedBy) ? "review" : "read";
  }
  return work.desk.isMe(order.claimedBy) && !isFinished(order.state) ? "write" : "read";
}

function reading(order: Order, mode: Mode, work: OrderWork): Child[] {
  const answer = order.answer;
  const isReturned = order.review?.verdict === "return" && work.desk.isMe(order.claimedBy) && mode === "write";
  const text = answer && mode !== "write" ? [h("div", { class: "answer-text" }, answer.text.split(/\n+/).map((line) => h("p", {}, data(line)))),
    h("p", { class: "hint" }, joined(" · ", personName(answer.by), clockTime(answer.at)))] : [];
  return [
    isReturned && notice("warn", t("answer.returned"), order.review ? data(order.review.note) : null),
    order.state === "in_review" && (work.desk.isMe(answer?.by ?? order.claimedBy)
      ? notice("info", t("answer.inReviewOwn")) : notice("info", t("answer.inReview"))),
    answer && (order.state === "answered" || order.state === "rated" || order.state === "archived") && notice("ok", t("answer.published")),
    text,
    mode === "read" && !answer && h("p", { class: "hint" },
      order.claimedBy === null && !isFinished(order.state) ? t("order.unclaimed") : t("answer.none")),
    order.state === "in_review" && mode === "read" && !work.desk.is("reviewer") && !work.desk.isMe(answer?.by ?? null)
      && h("p", { class: "hint" }, t("review.notReviewer")),
  ];
}

function editor(scope: Scope, work: OrderWork, said: HTMLElement): Panel {
  const text = h("textarea", { rows: 8, maxlength: LONGEST_ANSWER, required: true });
  const count = h("span", { class: "hint" });
  const send: HTMLButtonElement = button("primary", t("answer.send"), () => void submit(), { "data-key": "send" });
  const recount = () => fill(count, t("answer.count", { count: text.value.length, most: LONGEST_ANSWER }));
  const id = () => work.order()?.id ?? "";
  text.addEventListener("input", () => {
    work.desk.keepDraft(id(), text.value);
    recount();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    }
  });
  const submit = async () => {
    const words = text.value.trim();
    if (words === "") {
      fill(said, notice("danger", t("answer.empty")));
      text.focus();
      return;
    }
    text.readOnly = true;
    const order = id();
    if (await work.perform({ do: "answer", text: words }, [send], t("order.done.answer"), said)) {
      work.desk.dropDraft(order);
    }
    text.readOnly = false;
  };
  let filled = false;
  const element = h("div", {}, field("answer-text", t("answer.label"), text, t("answer.hint")),
    h("div", { class: "actions between" }, h("span", { class: "hint" }, t("answer.draft")), h("span", { class: "actions" }, count, send)));
  scope.keep(() => { filled = false; });
  return {
    element,
    update: (order) => {
      if (!filled) {
        text.value = work.desk.draft(order.id) ?? order.answer?.text ?? "";
        filled = true;
      }
      recount();
    },
  };
}

function reviewer(work: OrderWork, said: HTMLElement): HTMLElement {
  const note = h("textarea", { rows: 3, maxlength: 1000 });
  const decide = async (verdict: "publish" | "return") => {
    const words = note.value.trim();
    if (verdict === "return" && words === "") {
      fill(said, notice("danger", t("review.needNote")));
      note.focus();
      return;
    }
    if (await work.perform({ do: "review", verdict, note: words }, buttons, t(`order.done.${verdict}`), said)) {
      note.value = "";
    }
  };
  const publish = button("primary", t("review.publish"), () => void decide("publish"), { "data-key": "publish" });
  const giveBack = button("plain", t("review.return"), () => void decide("return"), { "data-key": "return" });
  const buttons = [publish, giveBack];
  return h("div", { class: "review", role: "group", label: t("review.title") },
    field("review-note", t("review.note"), note, t("review.noteHint")), h("div", { class: "actions end" }, giveBack, publish));
}
