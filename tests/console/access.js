// SPDX-License-Identifier: Apache-2.0
// Run inside the page: landmarks, one h1, names on everything that can be operated, contrast of every text, size of targets.
const found = [];
const shown = (element) => element.checkVisibility() && !element.closest(".unseen");
const about = (element) => `${element.tagName}.${element.className} «${(element.innerText || "").slice(0, 30)}»`;

for (const selector of ["main", "h1"]) {
  const there = [...document.querySelectorAll(selector)].filter(shown).length;
  if (there !== 1) { found.push(`${there} ${selector}`); }
}
if (document.querySelectorAll("[aria-live]").length < 2) { found.push("no live regions"); }
const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
ids.filter((id, index) => ids.indexOf(id) !== index).forEach((id) => found.push(`two of #${id}`));
for (const attribute of ["aria-labelledby", "aria-describedby", "for"]) {
  document.querySelectorAll(`[${attribute}]`).forEach((element) => {
    if (!document.getElementById(element.getAttribute(attribute))) { found.push(`${about(element)}: ${attribute} leads nowhere`); }
  });
}
for (const element of document.querySelectorAll("a, button, input, textarea, select, video")) {
  if (!shown(element)) { continue; }
  const label = element.labels && element.labels.length > 0 ? element.labels[0].innerText : "";
  if (!(element.innerText || element.getAttribute("aria-label") || label).trim()) { found.push(`${about(element)}: no name`); }
  const height = element.getBoundingClientRect().height;
  if (element.tagName !== "A" && element.type !== "checkbox" && height < 24) { found.push(`${about(element)}: ${height} px high`); }
}

const rgb = (text) => { const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number); return { r, g, b, a }; };
const light = ({ r, g, b }) => {
  const [x, y, z] = [r, g, b].map((c) => c / 255).map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const groundOf = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const color = rgb(getComputedStyle(at).backgroundColor);
    if (color.a > 0.95) { return color; }
    if (getComputedStyle(at).backgroundImage !== "none") { return null; }
  }
  return { r: 255, g: 255, b: 255 };
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const element = node.parentElement;
  if (!node.data.trim() || !shown(element) || element.closest("script, noscript, :disabled")) { continue; }
  const ground = groundOf(element);
  if (!ground) { continue; }
  const [a, b] = [light(rgb(getComputedStyle(element).color)), light(ground)].sort((x, y) => y - x);
  const contrast = (a + 0.05) / (b + 0.05);
  if (contrast < 4.5) { found.push(`${about(element)}: contrast ${contrast.toFixed(1)}`); }
}
return found;
