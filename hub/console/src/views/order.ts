// SPDX-License-Identifier: Apache-2.0
// One order: what is asked, what is sent along, what has happened, and what can be done now.
import { Deed, act, oneOrder } from "../api.js";
import { Order } from "../contract.js";
import { Desk } from "../desk.js";
import { Child, Words, fill, h, joined } from "../dom.js";
import { clockTime, coded, t } from "../i18n.js";
import { shortcuts } from "../keyboard.js";
import { go } from "../route.js";
import { Scope } from "../signal.js";
import { answerPanel } from "./answer.js";
import { callbackPanel, notePanel } from "./contact.js";
import { aboutCards, applicantCard, askedCard, filesCard, ratingCard, timeline } from "./order_cards.js";
import { View, busy, button, confirmed, dueMark, isFinished, loader, notice, refill, stateBadge, tell, trouble, troubleOf } from "./parts.js";

/** What the parts of the page may do: a deed gives true only when the hub has said that it is done. */
export interface OrderWork {
  desk: Desk;
  order: () => Order | null;
  perform: (deed: Deed, buttons: HTMLButtonElement[], done: Words, place?: HTMLElement) => Promise<boolean>;
}
export interface Panel { element: HTMLElement; update: (order: Order) => void }

export function orderView(scope: Scope, desk: Desk, id: string): View {
  let order: Order | null = null;
  const head = h("div", { class: "page-head order-head" });
  const said = h("div", { class: "said" });
  const left = h("div", { class: "column" });
  const right = h("div", { class: "column side" });
  const cards = h("div", { class: "column" });
  const sideCards = h("div", { class: "column" });
  const story = h("div", { class: "column" });

  const work: OrderWork = { desk, order: () => order, perform: (deed, buttons, done, place) => perform(deed, buttons, done, place ?? said) };
  const panels = [answerPanel(scope, work), callbackPanel(work), notePanel(work)];
  const [answer, callback, note] = panels.map((panel) => panel.element);
  fill(left, cards, answer);
  fill(right, sideCards, callback, note, story);

  const draw = (now: Order) => {
    refill(head, ...heading(now, work));
    refill(cards, askedCard(now), filesCard(now));
    refill(sideCards, applicantCard(now), aboutCards(now), ratingCard(now));
    refill(story, timeline(now));
    panels.forEach((panel) => panel.update(now));
  };
  const load = loader(scope, async () => {
    try {
      const now = await oneOrder(id);
      if (scope.isOver()) {
        return;
      }
      const isFirst = order === null;
      order = now;
      draw(now);
      if (isFirst) {
        fill(said);
        element.classList.remove("empty-page");
        head.querySelector<HTMLElement>("h1")?.focus();
      }
    } catch (error) {
      if (troubleOf(error) === "signed-out") {
        desk.turnedAway();
      } else if (!scope.isOver()) {
        fill(said, trouble(error, () => { fill(said); void load(); }));
      }
    }
  });

  async function perform(deed: Deed, buttons: HTMLButtonElement[], done: Words, place: HTMLElement): Promise<boolean> {
    let isDone = false;
    await busy(buttons, async () => {
      fill(place);
      try {
        await act(id, deed);
        isDone = true;
        await load();
        tell(place, done);
      } catch (error) {
        if (troubleOf(error) === "signed-out") {
          desk.turnedAway();
          return;
        }
        await load();
        fill(place, deed.do === "callback" && troubleOf(error) === "moved-on"
          ? notice("danger", t("trouble.callback"), t("trouble.callback.next")) : trouble(error));
      }
    });
    return isDone;
  }

  const element = h("section", { class: "page empty-page" }, head, said, h("div", { class: "order-body" }, left, right));
  fill(head, h("h1", { tabindex: -1 }, t("app.loading")));
  void load();
  scope.keep(desk.ordersChanged.on(() => void load()));
  scope.every(30_000, () => order && refill(head, ...heading(order, work)));
  shortcuts(scope, [
    { key: "Escape", words: t("key.back"), run: () => back(desk, order) },
    { key: "c", words: t("key.claim"), run: () => head.querySelector<HTMLButtonElement>("[data-key=claim]")?.click() },
    { key: "e", words: t("key.edit"), run: () => element.querySelector<HTMLElement>("#answer-text")?.focus() },
    { key: "n", words: t("key.note"), run: () => element.querySelector<HTMLElement>("#note-text")?.focus() },
  ]);
  return { element, title: t("nav.mine") };
}

function boxOf(desk: Desk, order: Order | null): "inbox" | "mine" | "review" | "done" {
  if (order === null) {
    return "inbox";
  }
  if (isFinished(order.state)) {
    return "done";
  }
  return order.state === "in_review" && !desk.isMe(order.claimedBy) ? "review" : desk.isMe(order.claimedBy) ? "mine" : "inbox";
}

function back(desk: Desk, order: Order | null): void {
  go({ page: "orders", box: boxOf(desk, order) });
}

function heading(order: Order, work: OrderWork): Child[] {
  const mine = work.desk.isMe(order.claimedBy);
  const who = order.claimedBy && !mine ? t("order.othersOrder", { name: order.claimedBy.display }) : null;
  return [
    button("quiet", t("order.back"), () => back(work.desk, order), { "data-key": "back" }, "back"),
    h("div", { class: "order-title" },
      h("h1", { tabindex: -1 }, t("order.title", { number: order.number })),
      h("p", { class: "hint" }, joined(" · ", coded("service", order.service), clockTime(order.receivedAt), who))),
    stateBadge(order.state), dueMark(order), h("div", { class: "actions" }, deeds(order, work, mine)),
    order.callbackDue && notice("warn", t("callback.due"), order.rating ? t("order.callbackDue") : null),
  ];
}

function deeds(order: Order, work: OrderWork, mine: boolean): Child[] {
  const one = (look: "primary" | "plain", words: Words, key: "claim" | "release" | "close", question: Words | null) => {
    const press: HTMLButtonElement = button(look, words, () => void decide(press, key, question, words), { "data-key": key });
    return press;
  };
  const decide = async (press: HTMLButtonElement, key: "claim" | "release" | "close", question: Words | null, words: Words) => {
    if (question && !await confirmed(question, words)) {
      return;
    }
    if (await work.perform({ do: key }, [press], t(`order.done.${key}`)) && key !== "claim") {
      work.desk.dropDraft(order.id);
    }
    if (key === "claim") {
      document.getElementById("answer-text")?.focus();
    }
  };
  const isOpen = order.claimedBy === null && (order.state === "received" || order.state === "callback_due");
  const canRelease = mine && ["claimed", "assigned", "answering", "callback_due"].includes(order.state);
  const canClose = mine && !["received", "in_review", "closed", "archived", "rejected"].includes(order.state);
  return [
    isOpen && one("primary", t("order.claim"), "claim", null),
    canRelease && one("plain", t("order.release"), "release", t("order.releaseQuestion")),
    canClose && one("plain", t("order.close"), "close", t("order.closeQuestion")),
  ];
}

