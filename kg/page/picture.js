// Rows, graph and map as a picture: one drawing that stands alone, with every style written into it, as SVG or PNG.

const PAINT = ["fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "opacity", "paint-order"];
const LETTERS = ["font-size", "font-weight", "text-anchor", "text-decoration-line"];
const USUAL = /** @type {Record<string, string>} */ ({
  "fill-opacity": "1", "fill-rule": "nonzero", stroke: "none", "stroke-opacity": "1", "stroke-dasharray": "none", "stroke-linecap": "butt", opacity: "1", "paint-order": "normal",
  "text-anchor": "start", "text-decoration-line": "none",
});
const GEOMETRY = /^(x|y|x1|x2|y1|y2|cx|cy|r|rx|d|width|height|dy|viewBox|transform)$/;
const MARGIN = 28;
/** The largest side and area of a PNG that browsers draw. */
const LARGEST = { side: 16000, area: 6e7 };

/** A copy without classes, names and handlers that looks the same everywhere. @param {Element} element @returns {Element | null} */
function standalone(element) {
  const style = getComputedStyle(element);
  const bare = style.fill === "none" || /^rgba\(.*, 0\)$/.test(style.fill);
  const isText = ["text", "tspan"].includes(element.tagName);
  const isGroup = ["g", "svg", "title"].includes(element.tagName);
  if (bare && style.stroke === "none" && !isText && !isGroup) return null;
  const copied = document.createElementNS(SVG, element.tagName);
  for (const { name, value } of element.attributes) if (GEOMETRY.test(name)) copied.setAttribute(name, value);
  if (!isGroup) {
    for (const name of isText ? [...PAINT, ...LETTERS] : PAINT) {
      const value = style.getPropertyValue(name);
      if (value !== USUAL[name]) copied.setAttribute(name === "text-decoration-line" ? "text-decoration" : name, value);
    }
  } else if (style.opacity !== "1") copied.setAttribute("opacity", style.opacity);
  for (const child of element.childNodes) {
    const part = child instanceof Element ? standalone(child) : child.textContent;
    if (part) copied.append(part);
  }
  return copied;
}

/** The rows, drawn anew at a width of their own, so that a picture does not depend on the screen. @returns {{content: Element, width: number, height: number}} */
function rowsPicture() {
  const scoped = scope();
  const box = html("div", { class: "rows offscreen", "aria-hidden": "true" });
  document.body.append(box);
  drawRows(scoped, cut(scoped.events), box);
  emphasise(box);
  const content = svg("g");
  const [head, names, body] = box.querySelectorAll(".grid > svg");
  const size = (/** @type {Element | undefined} */ drawing, /** @type {string} */ side) => Number(drawing?.getAttribute(side) || 0);
  const [left, top] = [size(names, "width"), size(head, "height")];
  for (const [drawing, x, y] of /** @type {[Element | undefined, number, number][]} */ ([[body, left, top], [head, left, 0], [names, 0, top]])) {
    const copied = drawing && standalone(drawing);
    if (copied) content.append(svg("g", { transform: `translate(${x} ${y})` }, ...copied.childNodes));
  }
  box.remove();
  return { content, width: left + size(body, "width"), height: top + size(body, "height") };
}

/** The graph as it is drawn now, all of it. @returns {{content: Element, width: number, height: number}} */
function graphPicture() {
  const style = getComputedStyle(document.body);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  /** @type {Map<string, GraphNode & {opacity?: number}>} */
  const nodes = new Map(graphNodes.get().map((/** @type {GraphNode} */ node) => [node.id, node]));
  const at = canvas.getPositions();
  const [xs, ys] = [[...nodes.keys()].map((id) => at[id].x), [...nodes.keys()].map((id) => at[id].y)];
  const [left, top] = [Math.min(...xs) - 110, Math.min(...ys) - 60];
  const content = svg("g", { transform: `translate(${-left} ${-top})` });
  for (const { from, to, dashes } of canvas.body.data.edges.get()) {
    content.append(svg("line", { x1: at[from].x, y1: at[from].y, x2: at[to].x, y2: at[to].y, stroke: colour("--edge"), "stroke-width": 1.2, "stroke-dasharray": dashes ? "5 5" : undefined }));
  }
  for (const node of nodes.values()) {
    const { shape, colour: inside } = DATA.graph.kinds[node.group];
    const { x, y } = at[node.id];
    const item = svg("g", { transform: `translate(${x} ${y})`, opacity: node.opacity ?? 1 },
      svg("path", { d: KIND_SHAPES[shape], transform: `scale(${node.size / 7})`, fill: inside, stroke: colour("--outline"), "stroke-width": 0.8 }));
    const text = { fill: colour("--ink"), stroke: colour("--paper"), "stroke-width": 4, "paint-order": "stroke", "text-anchor": "middle", "font-size": graphLetters };
    item.append(textLines(node.label.split("\n"), 0, node.size + graphLetters + 5, graphLetters * 1.2, text));
    content.append(item);
  }
  return { content, width: Math.max(...xs) - left + 110, height: Math.max(...ys) - top + 100 };
}

/** The map, drawn anew at a width of its own. @returns {{content: Element, width: number, height: number}} */
function mapPicture() {
  const bright = lit();
  const box = html("div", { class: "offscreen", "aria-hidden": "true" });
  document.body.append(box);
  box.append(drawMap(markersOf(byPlace(scope().events.filter((event) => !bright || bright.has(event.id))).roots).markers, 900));
  const drawing = /** @type {Element} */ (box.firstElementChild);
  const content = /** @type {Element} */ (standalone(drawing)); // an inner drawing, which clips what lies outside of it
  const [width, height] = ["width", "height"].map((side) => Number(drawing.getAttribute(side)));
  box.remove();
  return { content, width, height };
}

/** The legend in lines of some width. @param {number} width @returns {{content: Element, height: number}} */
function legendPicture(width) {
  const content = svg("g");
  let [x, y] = [0, 0];
  for (const item of byId(`${state.view}-legend`).querySelectorAll("li:not(.switch)")) {
    const drawing = item.querySelector("svg");
    const copied = drawing && standalone(drawing);
    const text = item.textContent || "";
    const indent = copied ? 25 : 0;
    const wide = textWidth(text, SIZE.label) + indent + 27;
    if (x && x + wide > width) [x, y] = [0, y + 24];
    if (copied) {
      copied.setAttribute("x", String(x));
      copied.setAttribute("y", String(y));
      content.append(copied);
    }
    content.append(svg("text", { x: x + indent, y: y + 14, "font-size": SIZE.label, fill: getComputedStyle(item).color }, text));
    x += wide;
  }
  return { content, height: y + 26 };
}

/** The view with its title and legend. @returns {{text: string, width: number, height: number}} */
function picture() {
  const view = state.view === "graph" ? graphPicture() : state.view === "places" ? mapPicture() : rowsPicture();
  const style = getComputedStyle(document.body);
  const ink = style.getPropertyValue("--ink").trim();
  const width = Math.ceil(Math.max(view.width, 560)) + MARGIN * 2;
  const title = wrap(DATA.title, width - MARGIN * 2, 3, 24, 600);
  const legend = legendPicture(width - MARGIN * 2);
  const top = MARGIN + title.length * 30 + 34;
  const height = Math.ceil(top + view.height + 20 + legend.height + MARGIN);
  const shift = (/** @type {number} */ x, /** @type {number} */ y, /** @type {Node} */ node) => svg("g", { transform: `translate(${x} ${y})` }, node);
  const root = svg("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, "font-family": FACE, lang: DATA.language },
    svg("rect", { width, height, fill: style.backgroundColor }),
    textLines(title, MARGIN, MARGIN + 22, 30, { "font-size": 24, "font-weight": 600, fill: ink }),
    svg("text", { x: MARGIN, y: top - 18, "font-size": SIZE.label, fill: style.getPropertyValue("--quiet").trim() }, byId("showing").textContent),
    shift(MARGIN, top, view.content), shift(MARGIN, top + view.height + 20, legend.content));
  // What XML cannot hold: control characters and halves of surrogate pairs.
  const text = new XMLSerializer().serializeToString(root).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, "\ufffd");
  return { text, width, height };
}

/** @param {Blob} blob @param {string} ending */
function save(blob, ending) {
  const name = folded(DATA.title).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60) || "talks";
  const address = URL.createObjectURL(blob);
  html("a", { href: address, download: `${name}-${state.view}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** @param {"svg" | "png"} ending */
async function savePicture(ending) {
  const { text, width, height } = picture();
  const drawing = new Blob([text], { type: "image/svg+xml" });
  if (ending === "svg") return save(drawing, ending);
  const address = URL.createObjectURL(drawing);
  const image = new Image();
  image.src = address;
  await image.decode();
  const scale = Math.min(2, LARGEST.side / width, LARGEST.side / height, Math.sqrt(LARGEST.area / (width * height)));
  const sheet = document.createElement("canvas");
  [sheet.width, sheet.height] = [Math.floor(width * scale), Math.floor(height * scale)];
  /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d")).drawImage(image, 0, 0, sheet.width, sheet.height);
  URL.revokeObjectURL(address);
  sheet.toBlob((blob) => blob && save(blob, ending), "image/png");
}
