// SPDX-License-Identifier: Apache-2.0
// Elements without a framework, and without innerHTML anywhere. What people read is of the type Words, which only the
// dictionary (i18n.ts) and data() make: a literal sentence in a view does not compile.

declare const mark: unique symbol;
export type Words = string & { readonly [mark]: true };

/** Text that came from the hub or was typed: shown as it is, in whatever language it was written. */
export function data(value: string | number): Words {
  return String(value) as Words;
}

/** Words side by side. */
export function joined(separator: " " | " · " | "、" | "：", ...parts: (Words | null)[]): Words {
  return parts.filter((part) => part !== null && part !== "").join(separator) as Words;
}

export type Child = Node | Words | null | false | undefined | Child[];
type Listener = (event: never) => void;

/** Attributes that are read to people take Words; `on` takes listeners; the rest are for the machine. */
export interface Attributes {
  title?: Words;
  placeholder?: Words;
  alt?: Words;
  label?: Words;
  describe?: Words;
  on?: Record<string, Listener>;
  [name: string]: string | number | boolean | null | undefined | Record<string, Listener>;
}

export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [type, listener] of Object.entries(value as Record<string, Listener>)) {
        element.addEventListener(type, listener as unknown as EventListener);
      }
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(attributeName(name), value === true ? "" : String(value));
    }
  }
  append(element, children);
  return element;
}

function attributeName(name: string): string {
  return name === "label" ? "aria-label" : name === "describe" ? "aria-description" : name;
}

function append(parent: Node, children: Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) {
      append(parent, child);
    } else if (child instanceof Node) {
      parent.appendChild(child);
    } else if (child) {
      parent.appendChild(document.createTextNode(child));
    }
  }
}

/** Gives an element new children. */
export function fill(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}

const SVG = "http://www.w3.org/2000/svg";

/** Drawn marks; words always stand beside them, so they are silent for a screen reader. */
const SHAPES = {
  inbox: "M3 12h5l2 3h4l2-3h5M5 5h14l2 7v7H3v-7z",
  mine: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c1-5 4-6 8-6s7 1 8 6",
  review: "M4 4h16v16H4zM8 12l3 3 5-6",
  done: "M5 12l5 5 9-11",
  queue: "M6 3h4l2 5-3 2a12 12 0 0 0 5 5l2-3 5 2v4c0 2-2 3-4 2A18 18 0 0 1 4 7c-1-2 0-4 2-4z",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l4 2",
  warn: "M12 3l10 18H2zM12 10v5M12 17v2",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v6M12 7v2",
  back: "M15 5l-7 7 7 7",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  picture: "M3 5h18v14H3zM3 16l5-5 4 4 4-3 5 4",
  mic: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM6 11a6 6 0 0 0 12 0M12 17v4",
  camera: "M3 7h12v10H3zM15 11l6-4v10l-6-4",
  end: "M3 14c5-6 13-6 18 0l-3 3-4-2v-3h-4v3l-4 2z",
  help: "M9 9a3 3 0 1 1 4 3c-1 .5-1 1-1 3M12 17v2",
  star: "M12 3l3 6 6 1-4.500 4.500 1 6.500-5.500-3-5.500 3 1-6.500L3 10l6-1z",
} as const;
export type Shape = keyof typeof SHAPES;

export function icon(shape: Shape): SVGElement {
  const drawing = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SHAPES[shape]);
  drawing.appendChild(path);
  return drawing;
}

/** Told to a screen reader; `urgent` interrupts. */
export function announce(words: Words, urgent = false): void {
  const region = document.getElementById(urgent ? "assertive" : "polite");
  if (region) {
    fill(region, h("p", {}, words));
  }
}
