// The thin track above the rows: what happened around the meetings, in lanes.

const LANES = ["strike", "prisoner-exchange", "statement", "undated"];

/** @typedef {{kind: string, name: string, items: LaneItem[]}} Lane */
/** Something in a lane; `at` is where it is put, its own date or that of its event. @typedef {{id: string, label: string, kind: string, date?: When, at?: When, denied?: boolean}} LaneItem */

/** @param {Scope} scoped @returns {Lane[]} */
function layLanes(scoped) {
  /** @type {Map<string, Lane>} */
  const lanes = new Map();
  const add = (/** @type {string} */ kind, /** @type {LaneItem} */ item) => {
    /** @type {Lane} */
    const lane = lanes.get(kind) || { kind, name: Object.hasOwn(WORDS.lanes, kind) ? WORDS.lanes[kind] : word("kind", kind), items: [] };
    if (lane.items.length < 200) lane.items.push(item);
    lanes.set(kind, lane);
  };
  const lane = (/** @type {LaneItem} */ item) => add(extent(item.at) ? item.kind : "undated", item);
  for (const { id, label, kind, date } of scoped.context) lane({ id, label, kind, date, at: date });
  for (const statement of scoped.statements) {
    const said = [(statement.speakers || []).join(", "), firmness(statement) && `(${firmness(statement)})`].filter(Boolean).join(" ");
    const label = said ? `${said}: ${statement.summary}` : statement.summary;
    lane({ id: statement.id, label, kind: "statement", date: statement.date, at: besideWhat(statement), denied: isDenial(statement) });
  }
  return [...lanes.values()].sort((a, b) => LANES.indexOf(a.kind) - LANES.indexOf(b.kind));
}

/** Where a day lies: columns are equally far apart, days between two of them in proportion. @param {Happening[]} events @param {number} width */
function timeScale(events, width) {
  const knots = events.flatMap((event, index) => {
    const days = extent(event.date);
    return days ? [{ day: (days[0] + days[1]) / 2, x: width * (index + 0.5) }] : [];
  });
  return (/** @type {number} */ day) => {
    if (!knots.length) return width / 2;
    if (day < knots[0].day) return knots[0].x - width * 0.36;
    const last = knots[knots.length - 1];
    if (day > last.day) return last.x + width * 0.36;
    const after = knots.findIndex((knot) => knot.day >= day);
    const [a, b] = [knots[Math.max(after - 1, 0)], knots[after]];
    return b.day === day || a === b ? b.x : a.x + ((day - a.day) / (b.day - a.day)) * (b.x - a.x);
  };
}

/** @param {SVGElement} body @param {Lane[]} lanes @param {(day: number) => number} at @param {number} top @param {number} width */
function drawLanes(body, lanes, at, top, width) {
  lanes.forEach((lane, index) => {
    const y = top + HEIGHT.lane * (index + 0.5);
    const taken = /** @type {number[]} */ ([]);
    const dots = /** @type {Element[]} */ ([]);
    const items = lane.kind === "undated" ? lane.items.slice(0, Math.max(1, Math.floor(width / 17) - 1)) : lane.items;
    items.forEach((item, place) => {
      // What has no date stands at the right edge, one beside the other, where the rows open.
      const [first, last] = extent(item.at) || [0, 0];
      const aside = width - 14 - (items.length - 1 - place) * 17;
      const [from, to] = extent(item.at) ? [at(first), at(last)] : [aside, aside];
      let x = Math.max(10, Math.min(width - 10, (from + to) / 2));
      for (let tries = 0; tries < 12 && taken.some((other) => Math.abs(other - x) < 17); tries++) x += tries % 2 ? -17 * (tries + 1) : 17 * (tries + 1);
      taken.push(x);
      const dot = svg("g", { class: `dot context${item.date ? "" : " undated"}${item.denied ? " denied" : ""}`, "data-id": item.id, "aria-label": `${lane.name}: ${dateText(item.date)}, ${item.label}`, ...pressable(() => choose(item.id)) });
      if (item.date && to - from > 22) dot.append(svg("line", { x1: from, x2: to, y1: y, y2: y, class: isDay(item.date) || !item.date.within ? "span" : "span vague" }));
      dot.append(svg("circle", { cx: x, cy: y, r: 10, class: "hit" }), mark(item.kind, x, y, `context-${item.kind}${item.denied ? " denied" : ""}`));
      dot.append(svg("title", {}, `${dateText(item.date)}: ${item.label}`));
      body.append(dot);
      dots.push(dot);
    });
    rove(dots);
  });
}
