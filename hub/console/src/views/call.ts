// SPDX-License-Identifier: Apache-2.0
// The call: the citizen's picture large, one's own small, text and notes beside it. The state of the line is always words.
import { act, hubNow, oneOrder } from "../api.js";
import { Call, Line } from "../call.js";
import { Order } from "../contract.js";
import { Desk } from "../desk.js";
import { Child, Words, announce, data, fill, h } from "../dom.js";
import { answerWords, clockTime, coded, shortSpan, t } from "../i18n.js";
import { shortcuts } from "../keyboard.js";
import { addressOf, go } from "../route.js";
import { Scope } from "../signal.js";
import { View, button, confirmed, field, notice, refill } from "./parts.js";
import { WordKey, zh } from "../words_zh.js";

const LONG_STILL_MS = 20_000;

export function callView(scope: Scope, desk: Desk): View {
  const call = desk.call;
  if (call === null) {
    queueMicrotask(() => go({ page: "queue" }));
    return { title: t("call.title"), element: h("section", { class: "page" }) };
  }
  const remote = video(t("call.remote"), "remote", false);
  const self = video(t("call.self"), "self", true);
  const state = h("div", { class: "call-state" });
  const tools = h("div", { class: "call-tools", role: "toolbar", label: t("call.title") });
  const clock = h("span", { class: "call-clock", role: "timer" });
  const text = textPanel(scope, call);
  const notes = notesPanel(scope, call);
  const about = h("section", { class: "panel card about-call", "aria-labelledby": "about-title" });
  let asked: string | null = null;
  let drawn = "";

  const draw = () => {
    show(remote, call.remote);
    show(self, call.camera === "on" ? call.local : null);
    const stands = stateKey(call);
    if (stands !== drawn) {
      drawn = stands;
      refill(state, ...lineState(call));
      refill(tools, ...controls(call, desk));
      stage.className = `call-stage ${call.phase} media-${call.media}`;
    }
    fill(clock, call.startedAt > 0 ? t("call.elapsed", { time: shortSpan((call.endedAt || Date.now()) - call.startedAt) }) : null);
    text.update();
    notes.update();
    if (call.order !== asked) {
      asked = call.order;
      void showOrder(call, about, scope);
    }
  };
  const stage = h("div", { class: "call-stage" }, remote, self, h("p", { class: "no-picture" }, t("call.noPicture")));
  const element = h("section", { class: "page call-page" },
    h("div", { class: "page-head" }, h("h1", { tabindex: -1 }, t("call.title")),
      h("span", { class: "hint" }, call.topic === "" ? null : coded("topic", call.topic)), clock),
    h("div", { class: "call-body" }, h("div", { class: "column" }, state, stage, tools),
      h("div", { class: "column side" }, text.element, about, notes.element)));
  orderless(about);
  draw();
  scope.keep(call.changed.on(draw));
  scope.every(1000, draw);
  scope.keep(() => { remote.srcObject = null; self.srcObject = null; });
  bindKeys(scope, call, element);
  return { element, title: t("call.title") };
}

function video(label: Words, kind: string, muted: boolean): HTMLVideoElement {
  const element = h("video", { class: kind, autoplay: true, playsinline: true, label });
  element.muted = muted;
  return element;
}

function show(element: HTMLVideoElement, stream: MediaStream | null): void {
  if (element.srcObject !== stream) {
    element.srcObject = stream;
    if (stream) {
      element.play().catch(() => undefined);
    }
  }
  element.classList.toggle("dark", stream === null);
}

function stateKey(call: Call): string {
  const isLong = call.phase === "still" && Date.now() - call.stillSince > LONG_STILL_MS;
  return [call.phase, call.media, call.camera, call.microphone, call.deviceRefused, call.ending, isLong].join();
}

function lineState(call: Call): Child[] {
  if (call.phase === "ended") {
    return [notice(call.ending === "agent-ended" || call.ending === "peer-ended" ? "info" : "warn", ending(call.ending), t("call.released"))];
  }
  const isLong = call.phase === "still" && Date.now() - call.stillSince > LONG_STILL_MS;
  const kind = call.phase === "talking" ? "ok" : call.phase === "still" ? "warn" : "info";
  return [notice(kind, t(`call.phase.${call.phase}`), isLong ? t("call.stillLong") : null), lessThanAsked(call)];
}

/** Less than two-way video is always said, and why. */
function lessThanAsked(call: Call): Child {
  if (call.startedAt === 0 || call.phase === "asking") {
    return null;
  }
  if (call.media !== call.asked) {
    return notice("warn", call.media === "audio" ? t("call.audioOnly") : t("call.textOnly"));
  }
  if (call.asked === "text") {
    return notice("info", t("call.askedText"));
  }
  if (call.deviceRefused && call.microphone === "none") {
    return notice("danger", t("call.noDevices"));
  }
  return call.asked === "audio" ? notice("info", t("call.askedAudio"))
    : call.deviceRefused && call.camera === "none" ? notice("warn", t("call.noCamera")) : null;
}

function ending(reason: string): Words {
  const key = `end.${reason}`;
  return key in zh ? t(key as WordKey) : t("end.other", { reason });
}

function controls(call: Call, desk: Desk): Child[] {
  if (call.phase === "ended") {
    return [call.order !== null && button("plain", t("call.toOrder"), () => go({ page: "order", id: call.order ?? "" }), { "data-key": "to-order" }),
      button("primary", t("call.done"), () => { desk.dismissCall(); go({ page: "queue" }); }, { "data-key": "done" })];
  }
  const microphone = call.microphone !== "none" && button("plain", t(call.microphone === "on" ? "call.mic.on" : "call.mic.off"),
    () => call.toggleMicrophone(), { "data-key": "mic", "aria-pressed": String(call.microphone === "off") }, "mic");
  const camera = call.camera !== "none" && button("plain", t(call.camera === "on" ? "call.camera.on" : "call.camera.off"),
    () => call.toggleCamera(), { "data-key": "camera", "aria-pressed": String(call.camera === "off") }, "camera");
  return [microphone, camera, button("danger", t("call.end"), () => void end(call), { "data-key": "end" }, "end")];
}

async function end(call: Call): Promise<void> {
  if (await confirmed(t("call.endQuestion"), t("call.end"))) {
    call.hangUp();
  }
}

interface Growing { element: HTMLElement; update: () => void }

function textPanel(scope: Scope, call: Call): Growing {
  const lines = h("ol", { class: "lines", tabindex: 0, label: t("call.text") });
  const input = h("textarea", { rows: 2, maxlength: 1000 });
  const said = h("div", { class: "said" });
  const send = () => {
    const words = input.value.trim();
    if (words !== "") {
      const isSent = call.write(words);
      fill(said, !isSent && notice("danger", t("call.textFailed")));
      input.value = isSent ? "" : input.value;
    }
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
  });
  const press = button("plain", t("call.textSend"), send, { "data-key": "send" });
  scope.keep(call.said.on((line) => !line.ours && announce(t("call.came", { text: line.text }))));
  let shown = -1;
  const element = h("section", { class: "panel card chat", "aria-labelledby": "chat-title" }, h("h2", { id: "chat-title" }, t("call.text")),
    lines, field("call-text", t("call.textLabel"), input, t("call.textHint")), h("div", { class: "actions end" }, press), said);
  return { element, update: () => {
    input.disabled = press.disabled = call.phase === "ended" || call.startedAt === 0;
    if (shown !== call.lines.length) {
      shown = call.lines.length;
      fill(lines, shown === 0 ? h("li", { class: "hint" }, t("call.textNone")) : call.lines.map(spoken));
      lines.scrollTop = lines.scrollHeight;
    }
  } };
}

function spoken(line: Line): HTMLElement {
  return h("li", { class: line.ours ? "ours" : "theirs" }, h("p", { class: "hint" }, line.ours ? t("call.us") : t("call.them"),
    h("time", {}, clockTime(new Date(line.at + hubNow() - Date.now()).toISOString()))), h("p", {}, data(line.text)));
}

function notesPanel(scope: Scope, call: Call): Growing {
  const list = h("ul", { class: "kept" });
  const input = h("textarea", { rows: 2, maxlength: 1000 });
  const said = h("div", { class: "said" });
  const save = async () => {
    const words = input.value.trim();
    if (words === "") {
      return;
    }
    press.disabled = true;
    const isKept = await keep(call, words);
    if (!scope.isOver()) {
      press.disabled = false;
      fill(said, !isKept && notice("danger", call.phase === "ended" && call.order === null ? t("call.noteLate") : t("call.noteFailed")));
      input.value = isKept ? "" : input.value;
    }
  };
  const press = button("plain", t("call.noteSave"), () => void save(), { "data-key": "note" });
  let shown = -1;
  const element = h("section", { class: "panel card", "aria-labelledby": "notes-title" }, h("h2", { id: "notes-title" }, t("call.notes")),
    list, field("call-note", t("call.notesLabel"), input, t("call.notesHint")), h("div", { class: "actions end" }, press), said);
  return { element, update: () => {
    if (shown !== call.noted.length) {
      shown = call.noted.length;
      fill(list, call.noted.map((line) => h("li", {}, data(line.text))));
    }
  } };
}

/** With an order the hub confirms the note; without one it goes with the call. */
async function keep(call: Call, words: string): Promise<boolean> {
  if (call.order === null) {
    if (!call.note(words)) {
      return false;
    }
  } else {
    try {
      await act(call.order, { do: "note", text: words });
    } catch {
      return false;
    }
  }
  call.keepNote(words);
  return true;
}

function orderless(about: HTMLElement): void {
  fill(about, h("h2", { id: "about-title" }, t("call.order")), h("p", { class: "hint" }, t("call.noOrder")));
}

async function showOrder(call: Call, about: HTMLElement, scope: Scope): Promise<void> {
  if (call.order === null) {
    return;
  }
  let order: Order;
  try {
    order = await oneOrder(call.order);
  } catch {
    fill(about, h("h2", { id: "about-title" }, t("call.order")), h("a", { href: addressOf({ page: "order", id: call.order }) }, t("call.toOrder")));
    return;
  }
  if (!scope.isOver()) {
    fill(about, h("h2", { id: "about-title" }, t("call.order")),
      h("dl", { class: "facts" }, order.applicant !== null && h("div", {}, h("dt", {}, t("order.name")), h("dd", {}, data(order.applicant.name))),
        order.answers.slice(0, 6).map((one) => h("div", {}, h("dt", {}, coded("field", one.label)), h("dd", {}, one.values.map((value) => h("p", {}, answerWords(one.field, value))))))),
      h("p", {}, h("a", { href: addressOf({ page: "order", id: order.id }) }, t("call.openOrder", { number: order.number }))));
  }
}

function bindKeys(scope: Scope, call: Call, element: HTMLElement): void {
  const focus = (id: string) => () => element.querySelector<HTMLElement>(id)?.focus();
  shortcuts(scope, [
    { key: "m", words: t("key.mic"), run: () => call.toggleMicrophone() },
    { key: "v", words: t("key.camera"), run: () => call.toggleCamera() },
    { key: "t", words: t("key.text"), run: focus("#call-text") },
    { key: "n", words: t("key.note"), run: focus("#call-note") },
    { key: "Escape", words: t("key.end"), run: () => call.phase !== "ended" && void end(call) },
  ]);
}
