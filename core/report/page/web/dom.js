"use strict";
// Makes elements. Texts of a study become text nodes or plain attributes, never HTML.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "style") Object.assign(node.style, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : String(child));
  }
  return node;
}

/** An HTML element: el("td", {class: "number", onclick: f}, "text", otherElement). */
function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element. */
function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Replaces all that a node contains. */
function show(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
}

/** A labelled choice. `options`: [[value, text]]. */
function choice(label, options, value, onchange) {
  const select = el("select", {"data-choice": label, onchange: () => onchange(select.value)});
  for (const [of, text] of options) select.append(el("option", {value: of, selected: of === value}, text));
  return el("label", {class: "choice"}, el("span", {}, label), select);
}

/** A button that is pressed or not. */
function toggle(text, pressed, onclick) {
  return el("button", {type: "button", class: "toggle", "aria-pressed": String(pressed), onclick}, text);
}

/** A colour of the style sheet: color("--line"). */
function color(variable) {
  return getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
}
