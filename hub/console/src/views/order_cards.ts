// SPDX-License-Identifier: Apache-2.0
// The parts of an order that are only read.
import { Attachment, Order, OrderEvent } from "../contract.js";
import { Child, Words, data, h, icon, joined } from "../dom.js";
import { actorWords, answerWords, clockTime, coded, t } from "../i18n.js";
import { addressOf } from "../route.js";
import { attachmentAddress } from "../api.js";
import { showAttachment } from "./viewer.js";

export function card(title: Words, kind: string, ...content: Child[]): HTMLElement {
  const id = `card-${kind}`;
  return h("section", { class: `panel card ${kind}`, "aria-labelledby": id }, h("h2", { id }, title), content);
}

export function askedCard(order: Order): HTMLElement {
  const pairs = order.answers.filter((one) => one.values.length > 0);
  return card(t("order.question"), "asked",
    pairs.length === 0 && h("p", { class: "hint" }, t("order.noAnswers")),
    h("dl", { class: "answers" }, pairs.map((one) => h("div", { class: isLong(one.values) ? "long" : "" },
      h("dt", {}, coded("field", one.label)), h("dd", {}, one.values.map((value) => h("p", {}, answerWords(one.field, value))))))));
}

function isLong(values: string[]): boolean {
  return values.join("").length > 40;
}

export function filesCard(order: Order): HTMLElement | null {
  if (order.attachments.length === 0) {
    return null;
  }
  return card(t("files.title"), "files", h("ul", { class: "file-list" },
    order.attachments.map((one, index) => h("li", {}, file(one, index + 1)))));
}

function file(one: Attachment, index: number): HTMLElement {
  const kind = one.type === "application/pdf" ? t("files.pdf") : t("files.jpeg");
  const about = joined(" · ", kind, one.pages > 1 ? t("files.pages", { count: one.pages }) : null, size(one.bytes));
  const picture = one.held && one.type === "image/jpeg"
    ? h("img", { src: attachmentAddress(one.hex), alt: data(""), loading: "lazy" }) : h("span", { class: "file-mark" }, icon("file"));
  const lines = h("span", { class: "file-words" }, h("strong", {}, t("files.item", { index })), h("small", {}, about),
    !one.held && h("small", { class: "missing" }, t("files.missing")));
  return one.held
    ? h("button", { type: "button", class: "file", "data-key": one.hex, label: t("files.open", { index }),
      on: { click: () => showAttachment(one, index) } }, picture, lines)
    : h("div", { class: "file" }, picture, lines);
}

function size(bytes: number): Words | null {
  return bytes <= 0 ? null : data(bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${Math.ceil(bytes / 1000)} kB`);
}

export function applicantCard(order: Order): HTMLElement {
  const who = order.applicant;
  if (who === null) {
    return card(t("order.applicant"), "applicant", h("p", {}, t("order.anonymous")));
  }
  const row = (label: Words, value: string) => value !== "" && h("div", {}, h("dt", {}, label), h("dd", {}, data(value)));
  return card(t("order.applicant"), "applicant", h("dl", { class: "facts" }, row(t("order.name"), who.name),
    row(t("order.phone"), who.phone), who.rest.map((one) => isNamed(one.field) && row(t(`order.field.${one.field}`), one.value))));
}

function isNamed(field: string): field is "number" | "sex" | "birth" | "address" {
  return field === "number" || field === "sex" || field === "birth" || field === "address";
}

export function aboutCards(order: Order): HTMLElement | null {
  if (order.about === null && order.linked.length === 0 && !order.hadCall) {
    return null;
  }
  const to = (id: string, words: Words) => h("p", {}, h("a", { href: addressOf({ page: "order", id }), "data-key": `to-${id}` }, words));
  return card(order.about === null && order.linked.length > 0 ? t("order.linked") : t("order.about"), "about",
    order.hadCall && h("p", {}, t("order.call")), order.about !== null && to(order.about, t("order.openAbout")),
    order.linked.map((id) => to(id, t("order.openLinked"))));
}

export function ratingCard(order: Order): HTMLElement | null {
  const rating = order.rating;
  return rating === null ? null : card(t("rating.title"), "rating",
    h("p", { class: rating.level <= 2 ? "low" : "" }, t("rating.level", { level: rating.level })),
    rating.person !== null && h("p", {}, t("rating.person", { level: rating.person })),
    rating.text !== "" && h("blockquote", {}, data(rating.text)));
}

export function timeline(order: Order): HTMLElement {
  const newestFirst = [...order.events].reverse();
  return card(t("order.timeline"), "timeline",
    newestFirst.length === 0 ? h("p", { class: "hint" }, t("order.events.none")) : h("ol", { class: "events" }, newestFirst.map(happened)));
}

function happened(one: OrderEvent): HTMLElement {
  return h("li", { class: one.kind.startsWith("warning") ? "warning" : "" },
    h("p", {}, h("strong", {}, coded("event", one.kind)), h("time", { datetime: one.at }, clockTime(one.at))),
    one.actor !== "" && h("p", { class: "hint" }, actorWords(one.actor)),
    one.note !== "" && h("p", { class: "event-note" }, data(one.note)));
}
