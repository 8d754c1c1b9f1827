// The network, drawn by the vis library that pyvis brings, at the positions that were computed beforehand.

/** @typedef {{id: string, label: string, group: string, x: number, y: number, shape: string, size: number}} GraphNode */
/** @type {any} */
let canvas;
/** @type {any} */
let graphNodes;
/** @type {Map<string, GraphNode>} */
const PLACED = new Map(DATA.graph.nodes.map((/** @type {GraphNode} */ node) => [node.id, node]));

/** How large the letters of labels are, in pixels. */
let graphLetters = 15;

/** Delegations by identifier, with the event they belong to. @type {Map<string, Delegation> | undefined} */
let delegations;
/** @param {string} id */
function delegationOf(id) {
  if (!delegations) {
    delegations = new Map();
    for (const event of EVENTS) {
      for (const delegation of event.delegations || []) delegations.set(delegation.id, delegation);
      for (const { delegation, delegation_id: key } of event.participants || []) {
        if (key && !delegations.has(key)) delegations.set(key, { id: key, name: delegation || key });
      }
    }
  }
  return delegations.get(id);
}

/** The kind of a node. @param {string} id @returns {string} */
function kindOf(id) {
  if (PLACED.has(id)) return /** @type {GraphNode} */ (PLACED.get(id)).group;
  if (EVENT_BY_ID.has(id)) return "event";
  const type = THINGS.get(id)?.type;
  return !type ? "delegation" : Object.hasOwn(DATA.graph.kinds, type) ? type : "place";
}

/** Nodes and edges to draw: the events in view, who took part and where, then delegations as far as there is room. @param {Scope} scoped */
function drawable(scoped) {
  const shown = cut([...scoped.events, ...scoped.context].sort((a, b) => (ORDER.get(a.id) || 0) - (ORDER.get(b.id) || 0)));
  const near = state.focus ? around(state.focus, state.hops) : null;
  /** @type {Set<string>} */
  const ids = new Set(shown.events.map((event) => event.id));
  const all = new Set(scoped.events.concat(scoped.context).map((event) => event.id));
  const whole = new Set(all);
  const later = [];
  if (near) for (const id of near) if (!EVENT_BY_ID.has(id)) (ids.size < allowed.nodes ? ids : whole).add(id);
  for (const event of scoped.events.concat(scoped.context)) {
    for (const node of neighbours().get(event.id) || []) {
      if (near && !near.has(node)) continue;
      whole.add(node);
      if (!ids.has(event.id)) continue;
      if (kindOf(node) === "delegation") later.push(node);
      else if (shown.actors.has(node) || kindOf(node) === "place") ids.add(node);
    }
  }
  for (const node of later) if (ids.size < allowed.nodes) ids.add(node);
  for (const id of ids) whole.add(id);
  const visible = new Set([...ids].filter((id) => !hiddenKinds.has(kindOf(id))));
  return { visible, whole, kinds: new Set([...ids].map(kindOf)) };
}

/** A node as vis wants it; one that was not placed beforehand lies beside its placed neighbours. @param {string} id @param {number} index */
function nodeFor(id, index) {
  const known = PLACED.get(id);
  const [x, y] = (state.focus === DATA.graph.focus && DATA.graph.around[id]) || [known?.x, known?.y];
  if (known) return { ...known, x, y };
  const beside = [...(neighbours().get(id) || [])].map((other) => PLACED.get(other)).filter((node) => node !== undefined);
  const mean = (/** @type {(node: GraphNode) => number} */ of) => beside.reduce((sum, node) => sum + of(node), 0) / (beside.length || 1);
  const turn = index * 2.4;
  const kind = kindOf(id);
  const label = EVENT_BY_ID.get(id)?.label || THINGS.get(id)?.name || delegationOf(id)?.name || id;
  const far = 90 + 12 * Math.sqrt(index);
  return { id, label: wrap(label, 150, 2, 14).join("\n"), group: kind, shape: DATA.graph.kinds[kind].shape, size: 11,
    x: mean((node) => node.x) + far * Math.cos(turn), y: mean((node) => node.y) + far * Math.sin(turn) };
}

/** Edges between visible nodes; where somebody's delegation is drawn, the way leads through it. @param {Set<string>} visible */
function edgesAmong(visible) {
  const through = new Set();
  for (const id of visible) {
    if (kindOf(id) !== "delegation") continue;
    const events = [...(neighbours().get(id) || [])].filter((other) => EVENT_BY_ID.has(other));
    for (const other of neighbours().get(id) || []) for (const event of events) through.add(`${other} ${event}`);
  }
  const direct = (/** @type {string} */ a, /** @type {string} */ b) => through.has(`${a} ${b}`) || through.has(`${b} ${a}`);
  /** @type {{from: string, to: string, dashes?: boolean}[]} */
  const given = DATA.graph.edges.filter((/** @type {any} */ edge) => visible.has(edge.from) && visible.has(edge.to));
  const edges = given.map((edge) => ({ ...edge }));
  for (const id of visible) {
    if (PLACED.has(id)) continue;
    for (const other of neighbours().get(id) || []) if (visible.has(other) && (PLACED.has(other) || id < other)) edges.push({ from: id, to: other });
  }
  return edges.filter((edge) => !direct(edge.from, edge.to)).slice(0, allowed.edges);
}

/** @param {Scope} scoped */
function drawGraph(scoped) {
  const { visible, whole, kinds } = drawable(scoped);
  const box = byId("graph");
  const style = getComputedStyle(document.body);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const larger = narrow.matches ? 0.8 : Math.max(1, Math.min(4, Math.sqrt(visible.size / 50))); // so that marks stay visible from far away
  const given = [...visible].map(nodeFor).map((node) => ({ ...node, size: node.size * larger }));
  graphLetters = narrow.matches ? 12 : 15;
  const nodes = narrow.matches ? upright(given, box.clientWidth) : spreadOut(given.length > 60 ? gathered(given) : given, box);
  const options = structuredClone(DATA.graph.options);
  options.nodes.font = { ...options.nodes.font, size: graphLetters, color: colour("--ink"), face: FACE, strokeWidth: 4, strokeColor: colour("--paper") };
  options.edges.color = { color: colour("--edge"), highlight: colour("--accent"), hover: colour("--accent") };
  for (const group of Object.values(options.groups)) {
    const fillColour = /** @type {any} */ (group).color;
    /** @type {any} */ (group).color = { background: fillColour, border: colour("--outline"), highlight: { background: fillColour, border: colour("--accent") }, hover: { background: fillColour, border: colour("--accent") } };
  }
  if (!narrow.matches) options.nodes.scaling = { label: { drawThreshold: 1000 } }; // they are drawn at one size instead
  options.nodes.borderWidth = visible.size > 100 ? 1 : 1.5;
  graphNodes = new vis.DataSet(nodes);
  const data = { nodes: graphNodes, edges: new vis.DataSet(edgesAmong(visible)) };
  canvas?.destroy();
  canvas = new vis.Network(box, data, options);
  orderLabels(nodes);
  if (!narrow.matches) {
    const colours = { ink: colour("--ink"), paper: colour("--paper") };
    canvas.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ context) => drawLabels(context, colours));
    canvas.on("hoverNode", (/** @type {{node: string}} */ { node }) => (pointed = node));
    canvas.on("blurNode", () => (pointed = ""));
  } else placedLabels = [];
  canvas.on("click", (/** @type {{nodes: string[], pointer: {canvas: {x: number, y: number}}}} */ given) => {
    const id = given.nodes[0] || labelAt(given.pointer.canvas);
    if (id) choose(id);
  });
  canvas.once("afterDrawing", () => box.setAttribute("data-drawn", String(visible.size)));
  if (narrow.matches) canvas.moveTo({ position: { x: 0, y: box.clientHeight / 2 - 30 }, scale: 1 });
  else canvas.fit({ animation: false, maxZoomLevel: 1.15, minZoomLevel: 0.01 });
  box.setAttribute("aria-label", fill(WORDS.graphLabel, { nodes: number(visible.size) }));
  drawGraphLegend(kinds);
  return { nodes: visible.size, ofNodes: whole.size };
}

/** Pull in the few that lie far out among those drawn, as kg.layout does among all, so that the rest is drawn large. @param {GraphNode[]} nodes */
function gathered(nodes) {
  const at = (/** @type {number[]} */ values, /** @type {number} */ share) => values.sort((a, b) => a - b)[Math.floor(values.length * share)];
  const [x, y] = [at(nodes.map((node) => node.x), 0.5), at(nodes.map((node) => node.y), 0.5)];
  const reach = { x: at(nodes.map((node) => Math.abs(node.x - x)), 0.9), y: at(nodes.map((node) => Math.abs(node.y - y)), 0.9) };
  const pull = (/** @type {number} */ away, /** @type {number} */ most) => (Math.abs(away) > most ? Math.sign(away) * most * (1.5 - (0.5 * most) / Math.abs(away)) : away);
  return nodes.map((node) => ({ ...node, x: x + pull(node.x - x, reach.x), y: y + pull(node.y - y, reach.y) }));
}

/** Positions for a narrow screen, evenly over a space as wide as it is, and as tall as labels of a legible size need. @param {GraphNode[]} nodes @param {number} width */
function upright(nodes, width) {
  const boxes = nodes.map((node) => {
    const label = wrap(node.label.replace(/\n/g, " "), 112, 3, graphLetters);
    const wide = Math.max(node.size * 2, ...label.map((text) => textWidth(text, graphLetters))) + 10;
    return { ...node, label: label.join("\n"), wide, tall: node.size * 2 + label.length * graphLetters * 1.25 + 14 };
  });
  const spread = (/** @type {"x" | "y"} */ axis) => {
    const order = [...nodes].sort((a, b) => a[axis] - b[axis] || (a.id < b.id ? -1 : 1));
    const rank = new Map(order.map(({ id }, index) => [id, nodes.length > 1 ? index / (nodes.length - 1) : 0.5]));
    return (/** @type {GraphNode} */ node) => rank.get(node.id) ?? 0.5;
  };
  const [along, across] = [spread("x"), spread("y")]; // the longer way of the drawing goes down the screen
  const height = (boxes.reduce((sum, one) => sum + one.wide * one.tall, 0) * 1.6) / width;
  /** @type {typeof boxes} */
  const placed = [];
  for (const one of boxes.map((node) => ({ ...node, x: (across(node) - 0.5) * (width - node.wide - 8), y: along(node) * height })).sort((a, b) => a.y - b.y)) {
    for (const other of placed) if (Math.abs(one.x - other.x) < (one.wide + other.wide) / 2) one.y = Math.max(one.y, other.y + other.tall);
    placed.push(one);
  }
  return placed.map(({ wide, tall, ...node }) => node);
}

/** Move the view so that a node is in it. @param {string} id */
function showNode(id) {
  if (!graphNodes?.get(id)) return;
  canvas.setSize("100%", "100%");
  canvas.redraw();
  const [at, box] = [canvas.canvasToDOM(canvas.getPosition(id)), byId("graph")];
  const isIn = at.x > 60 && at.x < box.clientWidth - 60 && at.y > 30 && at.y < box.clientHeight - 60;
  if (!isIn) canvas.moveTo({ position: canvas.getPosition(id), scale: canvas.getScale() });
}

/** Buttons that show or hide a kind of node. @param {Set<string>} kinds */
function drawGraphLegend(kinds) {
  const list = html("ul", { "aria-label": WORDS.legend });
  for (const kind of Object.keys(DATA.graph.kinds)) {
    if (!kinds.has(kind)) continue;
    const flip = () => {
      if (!hiddenKinds.delete(kind)) hiddenKinds.add(kind);
      draw();
      /** @type {HTMLElement | null} */ (document.querySelector(`[data-kind="${kind}"]`))?.focus();
    };
    const button = html("button", { type: "button", class: "toggle", "data-kind": kind, "aria-pressed": String(!hiddenKinds.has(kind)), click: flip },
      svg("svg", { width: 18, height: 18, viewBox: "-9 -9 18 18", "aria-hidden": "true" }, svg("path", { d: KIND_SHAPES[DATA.graph.kinds[kind].shape], class: `kind-${kind}` })),
      WORDS.nodeKind[kind]);
    list.append(html("li", {}, button));
  }
  byId("graph-legend").replaceChildren(list);
}

const KIND_SHAPES = /** @type {Record<string, string>} */ ({
  dot: "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0", square: "M-6-6H6V6H-6Z", hexagon: "M-7 0-3.5-6H3.5L7 0 3.5 6H-3.5Z",
  triangle: "M0-7 7 5.5H-7Z", triangleDown: "M0 7 7-5.5H-7Z", diamond: "M0-8 6 0 0 8-6 0Z",
  star: "M0-8 2-2.6 7.6-2.5 3.2 1 4.7 6.5 0 3.3-4.7 6.5-3.2 1-7.6-2.5-2-2.6Z",
});

/** Dim the nodes that the search does not find, and mark the selected one. @param {Set<string> | null} lit */
function markGraph(lit) {
  if (!graphNodes || !canvas) return;
  graphNodes.update(graphNodes.getIds().map((/** @type {string} */ id) => ({ id, opacity: !lit || lit.has(id) ? 1 : 0.15, font: { color: lit && !lit.has(id) ? "rgba(128,128,128,.35)" : undefined } })));
  const chosen = state.selected && graphNodes.get(state.selected) ? [state.selected] : [];
  canvas.setSelection({ nodes: chosen, edges: chosen.length ? canvas.getConnectedEdges(chosen[0]) : [] }, { highlightEdges: true });
}
