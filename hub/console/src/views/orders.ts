// SPDX-License-Identifier: Apache-2.0
// A box of orders: one line each, the most urgent mark first to be seen.
import { act, orders } from "../api.js";
import { Box, OrderRow } from "../contract.js";
import { Desk } from "../desk.js";
import { Child, Words, announce, data, fill, h, joined } from "../dom.js";
import { clockTime, coded, t } from "../i18n.js";
import { roving, shortcuts } from "../keyboard.js";
import { addressOf, go } from "../route.js";
import { Scope } from "../signal.js";
import { View, busy, button, dueMark, loader, personName, refill, stateBadge, trouble, troubleOf } from "./parts.js";

const MOST_PAGES = 20;

export function ordersView(scope: Scope, desk: Desk, box: Box): View {
  const list = h("ul", { class: "rows", label: t("orders.list") });
  const said = h("div", { class: "said" });
  const foot = h("div", { class: "actions" });
  const count = h("span", { class: "hint" });
  let pages = 1;

  const draw = (rows: OrderRow[], next: string | null) => {
    refill(list, rows.map((row) => line(row, box, claim)));
    roving(list, "a.row");
    fill(count, next === null && rows.length > 0 ? t("orders.count", { count: rows.length }) : null);
    refill(foot, rows.length === 0 && h("p", { class: "empty" }, t(`orders.empty.${box}`)),
      next !== null && button("plain", t("orders.more"), () => { pages = Math.min(pages + 1, MOST_PAGES); void load(); }, { "data-key": "more" }));
  };
  const load = loader(scope, async () => {
    try {
      const found = await gather(box, pages);
      if (!scope.isOver()) {
        fill(said);
        draw(found.rows, found.next);
      }
    } catch (error) {
      failed(error, desk, said, () => void load());
    }
  });
  const claim = (row: OrderRow, pressed: HTMLButtonElement) => void busy([pressed], async () => {
    try {
      await act(row.id, { do: "claim" });
      announce(t("orders.claimed", { number: row.number }));
      go({ page: "order", id: row.id });
    } catch (error) {
      await load();
      failed(error, desk, said, null);
    }
  });
  fill(foot, h("p", { class: "empty" }, t("app.loading")));
  void load();
  scope.keep(desk.ordersChanged.on(() => void load()));
  scope.every(60_000, () => void load());
  shortcuts(scope, box === "inbox" ? [{ key: "c", words: t("key.claim"), run: () => claimFocused(list) }] : []);
  return { title: t(`nav.${box}`), element: h("section", { class: "page" },
    h("div", { class: "page-head" }, h("h1", { tabindex: -1 }, t(`nav.${box}`)), count,
      button("quiet", t("orders.refresh"), () => void load(), { "data-key": "refresh" })),
    said, h("div", { class: "panel list" }, columns(), list, foot)) };
}

interface Found { rows: OrderRow[]; next: string | null }

async function gather(box: Box, pages: number): Promise<Found> {
  const rows: OrderRow[] = [];
  let next: string | null = null;
  for (let page = 0; page < pages && (page === 0 || next !== null); ++page) {
    const found: Found = await orders(box, next);
    rows.push(...found.rows);
    next = found.next;
  }
  return { rows, next };
}

function failed(error: unknown, desk: Desk, said: HTMLElement, again: (() => void) | null): void {
  if (troubleOf(error) === "signed-out") {
    desk.turnedAway();
  } else {
    fill(said, trouble(error, again ?? undefined));
  }
}

function columns(): HTMLElement {
  return h("div", { class: "columns", "aria-hidden": "true" }, h("span", {}, t("col.due")), h("span", {}, t("col.number")),
    h("span", {}, t("col.service")), h("span", {}, t("col.summary")), h("span", {}, t("col.state")), h("span", {}, t("col.who")));
}

function line(row: OrderRow, box: Box, claim: (row: OrderRow, pressed: HTMLButtonElement) => void): HTMLElement {
  const cells: Child[] = [
    dueMark(row), h("span", { class: "number" }, data(row.number), h("small", {}, clockTime(row.receivedAt))),
    h("span", {}, coded("service", row.service)), h("span", { class: "summary" }, matterOf(row)),
    stateBadge(row.state), h("span", { class: "who" }, personName(row.claimedBy)),
  ];
  const press = button("plain", t("orders.claim"), () => claim(row, press),
    { "data-key": `claim-${row.id}`, "data-claim": true, "aria-label": t("orders.claimThis", { number: row.number }) });
  return h("li", {}, h("a", { class: "row", href: addressOf({ page: "order", id: row.id }), "data-key": row.id }, cells),
    box === "inbox" && row.claimedBy === null && press);
}

/** The choices in words, then the citizen's own. */
function matterOf(row: OrderRow): Words {
  return joined(" · ", ...row.codes.map((code) => coded("value", code)), row.summary === "" ? null : data(row.summary));
}

function claimFocused(list: HTMLElement): void {
  const here = document.activeElement?.closest("li") ?? list.querySelector("li");
  here?.querySelector<HTMLButtonElement>("[data-claim]")?.click();
}
