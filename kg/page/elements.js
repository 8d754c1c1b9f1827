// Small helpers to build the document. Text only ever enters it as text.

const SVG = "http://www.w3.org/2000/svg";
/** @typedef {Record<string, string | number | boolean | undefined | ((event: any) => void)>} Attributes */

/** @param {string} id @returns {HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {Element} element @param {Attributes} attributes @param {(Node | string | null | undefined | false)[]} children */
function furnish(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** @param {string} tag @param {Attributes} attributes @param {(Node | string | null | undefined | false)[]} children */
const html = (tag, attributes = {}, ...children) =>
  /** @type {HTMLElement} */ (furnish(document.createElement(tag), attributes, children));

/** @param {string} tag @param {Attributes} attributes @param {(Node | string | null | undefined | false)[]} children */
const svg = (tag, attributes = {}, ...children) =>
  /** @type {SVGElement} */ (furnish(document.createElementNS(SVG, tag), attributes, children));

/** Let Enter and the space bar do what a click does. @param {(event: Event) => void} act @returns {Attributes} */
const pressable = (act) => ({
  role: "button",
  click: act,
  keydown: (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      act(event);
    }
  },
});

/** Let the arrow keys move between items that share one stop of the tab key. @param {Element[]} items */
function rove(items) {
  items.forEach((item, position) => {
    item.setAttribute("tabindex", position ? "-1" : "0");
    item.addEventListener("keydown", (press) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[/** @type {KeyboardEvent} */ (press).key];
      const next = /** @type {SVGElement | undefined} */ (step && items[position + step]);
      if (!next) return;
      press.preventDefault();
      item.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
  });
}
