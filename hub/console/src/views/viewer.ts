// SPDX-License-Identifier: Apache-2.0
// A document beside its order: picture or scanned pages, larger, turned; closed by Esc, and nothing of it is kept.
import { attachmentAddress, attachmentBytes } from "../api.js";
import { Attachment } from "../contract.js";
import { fill, h } from "../dom.js";
import { t } from "../i18n.js";
import { jpegPages } from "../pdf_pages.js";
import { button, notice } from "./parts.js";

const SIZES = ["fit", "z150", "z200", "z300"] as const;

export function showAttachment(one: Attachment, index: number): void {
  const dialog = h("dialog", { class: "sheet viewer", "aria-labelledby": "viewer-title" });
  const stage = h("div", { class: "viewer-stage", tabindex: 0, label: t("files.item", { index }) });
  const where = h("span", { class: "hint", role: "status" });
  const addresses: string[] = [];
  const pages: string[] = [];
  let page = 0, size = 0, turn = 0;

  const close = () => {
    addresses.forEach((address) => URL.revokeObjectURL(address));
    dialog.close();
    dialog.remove();
  };
  const draw = () => {
    const address = pages[page];
    if (address === undefined) {
      return;
    }
    const picture = h("img", { src: address, alt: t("viewer.alt", { index, page: page + 1 }), class: `${SIZES[size] ?? "fit"} turn${turn}`,
      on: { error: () => fill(stage, notice("danger", t("viewer.failed"))) } });
    fill(stage, picture);
    fill(where, pages.length > 1 ? t("viewer.page", { page: page + 1, count: pages.length }) : null);
    before.disabled = page === 0;
    next.disabled = page >= pages.length - 1;
  };
  const leaf = (by: number) => { page = Math.min(Math.max(page + by, 0), pages.length - 1); draw(); };
  const zoom = (by: number) => { size = Math.min(Math.max(size + by, 0), SIZES.length - 1); draw(); };
  const rotate = () => { turn = (turn + 90) % 360; draw(); };
  const before = button("plain", t("viewer.before"), () => leaf(-1), { "data-key": "before" });
  const next = button("plain", t("viewer.next"), () => leaf(1), { "data-key": "next" });

  dialog.addEventListener("cancel", (event) => { event.preventDefault(); close(); });
  dialog.addEventListener("keydown", (event) => {
    const run = { PageDown: () => leaf(1), PageUp: () => leaf(-1), "+": () => zoom(1), "-": () => zoom(-1), r: rotate }[event.key];
    if (run) {
      event.preventDefault();
      run();
    }
  });
  fill(dialog, h("div", { class: "viewer-bar" }, h("h2", { id: "viewer-title" }, t("files.item", { index })), where,
    h("div", { class: "actions" }, one.type === "application/pdf" && [before, next],
      button("plain", t("viewer.smaller"), () => zoom(-1)), button("plain", t("viewer.larger"), () => zoom(1), { "data-key": "larger" }),
      button("plain", t("viewer.turn"), rotate), h("a", { class: "button plain", href: attachmentAddress(one.hex), target: "_blank",
        rel: "noopener noreferrer" }, t("viewer.tab")), button("primary", t("viewer.close"), close, { "data-key": "close", autofocus: true }))),
  stage);
  document.getElementById("layer")?.append(dialog);
  dialog.showModal();
  void open(one, stage, pages, addresses).then(draw);
}

async function open(one: Attachment, stage: HTMLElement, pages: string[], addresses: string[]): Promise<void> {
  if (one.type === "image/jpeg") {
    pages.push(attachmentAddress(one.hex));
    return;
  }
  fill(stage, h("p", { class: "empty" }, t("app.loading")));
  try {
    for (const jpeg of jpegPages(await attachmentBytes(one.hex))) {
      const address = URL.createObjectURL(new Blob([jpeg], { type: "image/jpeg" }));
      addresses.push(address);
      pages.push(address);
    }
    if (pages.length === 0) {
      fill(stage, notice("info", t("viewer.notHere")));
    }
  } catch {
    fill(stage, notice("danger", t("viewer.failed")));
  }
}

