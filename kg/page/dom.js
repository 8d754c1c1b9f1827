// What this page's parts share: buttons that choose, links, text in SVG, marks.

/** A button that selects a thing, an event or a statement. @param {string} id @param {string} text */
const chooser = (id, text = nameOf(id)) =>
  html("button", { type: "button", class: "choose", "data-id": id, dir: "auto", click: () => choose(id) }, text);

/** A link, if the address is one of the web, else its text. @param {string | undefined} url @param {string} text */
function link(url, text) {
  if (!url || !/^https?:\/\/[^\s]+$/i.test(url)) return html("span", { dir: "auto" }, text);
  return html("a", { href: url, rel: "noopener noreferrer nofollow", target: "_blank", dir: "auto" }, text);
}

// --- text in SVG, which neither wraps nor clips by itself ------------------------------------------------------------

const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
const FACE = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";

/** @param {string} text @param {number} size @param {number} weight */
function textWidth(text, size, weight = 400) {
  pen.font = `${weight} ${size}px ${FACE}`;
  return pen.measureText(text).width;
}

/**
 * Break text into lines; what does not fit ends in an ellipsis.
 * @param {string} text @param {number} width @param {number} most @param {number} size @param {number} weight
 */
function wrap(text, width, most, size, weight = 400) {
  const lines = [""];
  const fits = (/** @type {string} */ line) => textWidth(line, size, weight) <= width;
  for (const part of text.slice(0, 400).split(/\s+/)) {
    let rest = part;
    const joined = lines[lines.length - 1] ? `${lines[lines.length - 1]} ${rest}` : rest;
    if (fits(joined)) {
      lines[lines.length - 1] = joined;
      continue;
    }
    if (lines[lines.length - 1]) lines.push("");
    while (!fits(rest)) {
      let end = rest.length - 1;
      while (end > 1 && !fits(rest.slice(0, end))) end--;
      lines[lines.length - 1] = rest.slice(0, end);
      lines.push("");
      rest = rest.slice(end);
    }
    lines[lines.length - 1] = rest;
    if (lines.length > most) break;
  }
  if (lines.length <= most) return lines;
  let last = lines[most - 1];
  while (last && !fits(`${last}…`)) last = last.slice(0, -1);
  return [...lines.slice(0, most - 1), `${last}…`];
}

/** Lines of text below each other. @param {string[]} lines @param {number} x @param {number} y @param {number} step @param {Attributes} attributes */
const textLines = (lines, x, y, step, attributes) =>
  svg("text", { x, y, ...attributes }, ...lines.map((line, index) => svg("tspan", { x, dy: index ? step : 0 }, line)));

// --- marks: shape by role, the same in every view --------------------------------------------------------------------

const SHAPES = /** @type {Record<string, string>} */ ({
  head: "M0-8 8 0 0 8-8 0Z",
  member: "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0",
  host: "M0-7.5 7.5 6H-7.5Z",
  mediator: "M0-7.5 7.1-2.3 4.4 6H-4.4L-7.1-2.3Z",
  observer: "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0M-2.5 0a2.5 2.5 0 1 1 5 0a2.5 2.5 0 1 1-5 0",
  signatory: "M-6-6H6V6H-6Z",
  place: "M0 8C-6 1-6-1-6-2.5A6 6 0 0 1 6-2.5C6-1 6 1 0 8Z",
  strike: "M-6.5-4-4-6.5 0-2.5 4-6.5 6.5-4 2.5 0 6.5 4 4 6.5 0 2.5-4 6.5-6.5 4-2.5 0Z",
  "prisoner-exchange": "M-7-4.2H1.5V-7L7-2.8 1.5 1.2V-1.4H-7ZM7 4.2H-1.5V7L-7 2.8-1.5-1.2V1.4H7Z",
  statement: "M-7-6H7V3.5H0L-4 7.5V3.5H-7Z",
});
/** Roles that share a shape. */
const SHAPE_OF = /** @type {Record<string, string>} */ ({
  head: "head", member: "member", party: "member", visitor: "member", host: "host", opened: "host",
  mediator: "mediator", observer: "observer", signatory: "signatory",
});
/** @param {string} role */
const shapeOf = (role) => (Object.hasOwn(SHAPE_OF, role) ? SHAPE_OF[role] : "member");

const STROKE = "M-8.5 8.5 8.5-8.5";

/** A mark; what is denied is struck through. @param {string} shape @param {number} x @param {number} y @param {string} classes */
const mark = (shape, x, y, classes) =>
  svg("path", { d: `${SHAPES[shape] || SHAPES.member}${/\bdenied\b/.test(classes) ? STROKE : ""}`, transform: `translate(${x} ${y})`, class: `mark ${classes}`, "fill-rule": "evenodd" });

/** A mark beside text. @param {string} shape @param {string} classes */
const inlineMark = (shape, classes) => svg("svg", { width: 18, height: 18, viewBox: "-9 -9 18 18", "aria-hidden": "true" }, mark(shape, 0, 0, classes));

/** @param {string} text @param {HTMLElement} button */
async function copy(text, button) {
  const done = () => {
    const before = button.textContent;
    button.textContent = WORDS.copied;
    setTimeout(() => (button.textContent = before), 1500);
  };
  try {
    await navigator.clipboard.writeText(text);
    done();
  } catch {
    window.prompt(button.textContent || "", text);
  }
}
