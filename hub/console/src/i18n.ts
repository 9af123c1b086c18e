// SPDX-License-Identifier: Apache-2.0
// Words by key in the lawyer's language, and times as people say them. The choice of language is the only thing about a
// person that the browser keeps.
import { hubNow } from "./api.js";
import { Words, data } from "./dom.js";
import { Signal } from "./signal.js";
import { en } from "./words_en.js";
import { WordKey, zh } from "./words_zh.js";

export type Language = "zh-CN" | "en";
export const languageChanged = new Signal();
const KEPT_AS = "yizhan-language";
let language: Language = localStorage.getItem(KEPT_AS) === "en" ? "en" : "zh-CN";

export function currentLanguage(): Language {
  return language;
}

export function speak(to: Language): void {
  language = to;
  localStorage.setItem(KEPT_AS, to);
  document.documentElement.lang = to;
  languageChanged.emit();
}

export function t(key: WordKey, values: Record<string, string | number> = {}): Words {
  const pattern: string = (language === "en" ? en : zh)[key];
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) as Words;
}

/** Words for a code of the hub; one that is not known yet is shown as it is, not hidden. */
export function coded(area: "state" | "service" | "topic" | "event" | "field" | "value" | "actor", code: string): Words {
  const key = `${area}.${code.replace(/-/g, "_")}`;
  const plain = `${area}.${code}`;
  return plain in zh ? t(plain as WordKey) : key in zh ? t(key as WordKey) : data(code);
}

/** An answer's own words; a choice is a code that belongs to its question. */
export function answerWords(field: string, value: string): Words {
  const words = coded("value", `${field}.${value}`);
  return words === `${field}.${value}` ? data(value) : words;
}

/** Who did it: the hub writes `agent:NAME`, `terminal:ID`, or a role. */
export function actorWords(actor: string): Words {
  const [kind = "", name = ""] = actor.split(/:(.*)/);
  return kind === "terminal" ? t("actor.terminal", { name }) : kind === "agent" ? data(name) : coded("actor", actor);
}

export function clockTime(at: string | null): Words {
  if (at === null || at === "") {
    return data("");
  }
  const when = new Date(at);
  const isToday = when.toDateString() === new Date(hubNow()).toDateString();
  const format: Intl.DateTimeFormatOptions = isToday ? { hour: "2-digit", minute: "2-digit", hour12: false }
    : { month: language === "en" ? "short" : "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false };
  return data(new Intl.DateTimeFormat(language, format).format(when));
}

export function span(milliseconds: number): Words {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000);
  if (minutes >= 48 * 60) {
    return t("time.days", { d: Math.floor(minutes / 1440), h: Math.floor(minutes % 1440 / 60) });
  }
  return minutes >= 60 ? t("time.hours", { h: Math.floor(minutes / 60), m: minutes % 60 }) : t("time.minutes", { m: minutes });
}

/** For waits and calls, where seconds count. */
export function shortSpan(milliseconds: number): Words {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return seconds < 60 ? t("time.seconds", { s: seconds }) : span(milliseconds);
}
