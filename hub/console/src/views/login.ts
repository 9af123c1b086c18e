// SPDX-License-Identifier: Apache-2.0
import { Refusal, logIn } from "../api.js";
import { Desk } from "../desk.js";
import { fill, h, icon } from "../dom.js";
import { currentLanguage, speak, t } from "../i18n.js";
import { Scope } from "../signal.js";
import { View, busy, field, notice, trouble } from "./parts.js";

export function loginView(_scope: Scope, desk: Desk): View {
  const name = h("input", { type: "text", autocomplete: "username", autocapitalize: "off", spellcheck: "false", maxlength: 100, required: true });
  const password = h("input", { type: "password", autocomplete: "current-password", maxlength: 200, required: true });
  const submit = h("button", { type: "submit", class: "button primary wide" }, t("login.submit"));
  const said = h("div", { class: "said" }, desk.wasSignedOut && notice("warn", t("login.signedOut")));
  const send = (event: Event) => {
    event.preventDefault();
    void busy([submit], () => tryLogIn(desk, name, password, said));
  };
  const language = h("button", { type: "button", class: "button quiet", title: t("app.language.hint"),
    on: { click: () => speak(currentLanguage() === "en" ? "zh-CN" : "en") } }, t("app.language"));
  const element = h("main", { class: "login", id: "main" },
    h("div", { class: "login-card" },
      h("div", { class: "brand" }, h("span", { class: "brand-mark" }, icon("queue")),
        h("div", {}, h("p", { class: "brand-service" }, t("app.service")), h("p", { class: "brand-title" }, t("app.title")))),
      h("h1", { tabindex: -1 }, t("login.title")), h("p", { class: "lead" }, t("login.lead")), said,
      h("form", { novalidate: true, on: { submit: send } }, field("name", t("login.name"), name),
        field("password", t("login.password"), password), submit),
      h("p", { class: "hint" }, t("login.privacy")), h("div", { class: "actions end" }, language)));
  return { element, title: t("login.title") };
}

async function tryLogIn(desk: Desk, name: HTMLInputElement, password: HTMLInputElement, said: HTMLElement): Promise<void> {
  const missing = [name, password].find((input) => input.value === "");
  if (missing) {
    fill(said, notice("danger", t("login.missing")));
    missing.focus();
    return;
  }
  fill(said);
  try {
    const me = await logIn(name.value.trim(), password.value);
    password.value = "";
    desk.signIn(me);
  } catch (error) {
    refused(error, said);
    password.value = "";
    password.focus();
  }
}

function refused(error: unknown, said: HTMLElement): void {
  if (error instanceof Refusal && error.trouble === "wait" && error.waitSeconds > 0) {
    fill(said, notice("danger", t("login.wait", { seconds: error.waitSeconds })));
  } else if (error instanceof Refusal && error.trouble === "unsure") {
    fill(said, notice("danger", t("trouble.unsureLogin"), t("trouble.wait.next")));
  } else {
    fill(said, trouble(error));
  }
}
