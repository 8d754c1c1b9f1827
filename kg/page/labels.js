// Labels of the graph, of one legible size however far away it is seen from; where there is no room, the busiest nodes have theirs.

/** How large their letters are on the screen, in pixels. */
const LABEL_LETTERS = { least: 13, most: 17 };
/** So few nodes have all their labels, overlapping or not. */
const ALL_LABELLED = 30;

/** @typedef {{left: number, right: number, top: number, bottom: number}} Room */
/** @typedef {Room & {id: string, lines: string[], x: number, y: number}} Placed */
/** The nodes, those first whose labels matter most. @type {GraphNode[]} */
let labelled = [];
/** Where labels stand, in the graph's measure. @type {Placed[]} */
let placedLabels = [];
/** The node under the pointer. */
let pointed = "";
/** Widths of lines at 100 pixels. @type {Map<string, number>} */
const lineWidths = new Map();

/** @param {string} text */
function lineWidth(text) {
  const known = lineWidths.get(text) ?? textWidth(text, 100);
  lineWidths.set(text, known);
  return known;
}

/** Whether two boxes share any room. @param {Room} one @param {Room} other */
const overlap = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** Put the nodes in the order in which they get labels: those with the most neighbours first. @param {GraphNode[]} nodes */
function orderLabels(nodes) {
  const degree = (/** @type {GraphNode} */ node) => (neighbours().get(node.id)?.size || 0) / (node.group === "delegation" ? 4 : 1);
  labelled = [...nodes].sort((a, b) => degree(b) - degree(a) || (a.id < b.id ? -1 : 1));
  pointed = "";
}

/** Where the label of a node may stand: below it, above, right, left. @param {GraphNode} node @param {number} unit @returns {Placed[]} */
function spots(node, unit) {
  const lines = node.label.split("\n");
  const wide = (Math.max(...lines.map(lineWidth)) / 100) * unit;
  const tall = lines.length * unit * 1.15;
  const away = node.size + unit * 0.35;
  const spot = (/** @type {number} */ x, /** @type {number} */ y) =>
    ({ id: node.id, lines, x: node.x + x, y: node.y + y, left: node.x + x - wide / 2, right: node.x + x + wide / 2, top: node.y + y, bottom: node.y + y + tall });
  return [spot(0, away), spot(0, -away - tall), spot(away + wide / 2, -tall / 2), spot(-away - wide / 2, -tall / 2)];
}

/** Choose the labels to draw for what is in view. @param {number} scale @param {Room} view @returns {Placed[]} */
function placeLabels(scale, view) {
  const unit = Math.max(LABEL_LETTERS.least, Math.min(graphLetters * scale, LABEL_LETTERS.most)) / scale;
  const shown = labelled.filter((node) => node.x > view.left && node.x < view.right && node.y > view.top && node.y < view.bottom);
  const faint = (/** @type {string} */ id) => (graphNodes.get(id)?.opacity ?? 1) < 1;
  const first = (/** @type {GraphNode} */ node) => (node.id === pointed || node.id === state.selected ? 0 : faint(node.id) ? 2 : 1);
  const ranks = new Map(shown.map((node) => [node.id, first(node)]));
  const marks = shown.map((node) => ({ id: node.id, left: node.x - node.size, right: node.x + node.size, top: node.y - node.size, bottom: node.y + node.size }));
  /** @type {Placed[]} */
  const placed = [];
  for (const rank of [0, 1]) {
    for (const node of shown) {
      if (ranks.get(node.id) !== rank) continue;
      const all = spots(node, unit);
      const isIn = (/** @type {Placed} */ spot) => spot.left > view.left && spot.right < view.right && spot.top > view.top && spot.bottom < view.bottom;
      const free = all.find((spot) => isIn(spot) && !placed.some((other) => overlap(spot, other)) && !marks.some((mark) => mark.id !== node.id && overlap(spot, mark)));
      if (free) placed.push(free);
      else if (rank === 0 || shown.length <= ALL_LABELLED) placed.push(all[0]);
    }
  }
  return placed;
}

/** Draw the labels into the graph. @param {CanvasRenderingContext2D} context @param {{ink: string, paper: string}} colours */
function drawLabels(context, colours) {
  const scale = canvas.getScale();
  const box = byId("graph");
  const [from, to] = [canvas.DOMtoCanvas({ x: 0, y: 0 }), canvas.DOMtoCanvas({ x: box.clientWidth, y: box.clientHeight })];
  placedLabels = placeLabels(scale, { left: from.x, right: to.x, top: from.y, bottom: to.y });
  const unit = Math.max(LABEL_LETTERS.least, Math.min(graphLetters * scale, LABEL_LETTERS.most)) / scale;
  context.save();
  context.font = `${unit}px ${FACE}`;
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 4 / scale;
  context.strokeStyle = colours.paper;
  context.fillStyle = colours.ink;
  for (const { lines, x, y } of placedLabels) {
    lines.forEach((line, index) => {
      context.strokeText(line, x, y + index * unit * 1.15);
      context.fillText(line, x, y + index * unit * 1.15);
    });
  }
  context.restore();
  box.dataset.labels = String(placedLabels.length);
}

/** The node whose label is at a place of the graph. @param {{x: number, y: number}} at */
const labelAt = (at) => placedLabels.find((one) => at.x > one.left && at.x < one.right && at.y > one.top && at.y < one.bottom)?.id;

/** The nodes over the whole room, as wide and as tall as it is. @param {GraphNode[]} nodes @param {HTMLElement} box */
function spreadOut(nodes, box) {
  const [xs, ys] = [nodes.map((node) => node.x), nodes.map((node) => node.y)];
  const [wide, tall] = [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)];
  if (nodes.length < 3 || !wide || !tall || !box.clientHeight) return nodes;
  const slim = wide / tall / (box.clientWidth / box.clientHeight);
  const by = { x: Math.min(3, Math.max(1, 1 / slim)), y: Math.min(3, Math.max(1, slim)) };
  return nodes.map((node) => ({ ...node, x: node.x * by.x, y: node.y * by.y }));
}
