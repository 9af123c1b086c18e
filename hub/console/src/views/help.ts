// SPDX-License-Identifier: Apache-2.0
// The sheet of shortcuts, made from those that work right now.
import { data, fill, h } from "../dom.js";
import { t } from "../i18n.js";
import { allShortcuts, singleKeysAreOn, switchSingleKeys } from "../keyboard.js";
import { button } from "./parts.js";

export function showHelp(): void {
  if (document.querySelector("dialog[open]")) {
    return;
  }
  const dialog = h("dialog", { class: "sheet", "aria-labelledby": "help-title" });
  const close = () => { dialog.close(); dialog.remove(); };
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); close(); });
  const single: HTMLInputElement = h("input", { type: "checkbox", id: "single-keys", on: { change: () => switchSingleKeys(single.checked) } });
  single.checked = singleKeysAreOn();
  const rows = [
    ...allShortcuts().map((one) => ({ keys: one.key.replace("Escape", "Esc").split("+"), words: one.words })),
    { keys: ["↑", "↓", "j", "k"], words: t("help.arrows") }, { keys: ["Enter"], words: t("help.open") },
  ];
  fill(dialog, h("h2", { id: "help-title" }, t("help.title")), h("p", { class: "hint" }, t("help.lead")),
    h("dl", { class: "keys" }, rows.map((row) => h("div", {}, h("dt", {}, row.keys.map((key) => h("kbd", {}, data(key)))),
      h("dd", {}, row.words)))),
    h("div", { class: "actions between" }, h("label", { class: "check", for: "single-keys" }, single, t("help.single")),
      button("primary", t("help.close"), close, { autofocus: true })));
  document.getElementById("layer")?.append(dialog);
  dialog.showModal();
}
