// Rows: one row for everybody, one column for every meeting, a bar joining those who were at the same one.

const NAME = 46; // where names begin, with room for a mark before them
const SIZE = { head: 15, label: 13, name: 14, small: 12, group: 13 };
const HEIGHT = { group: 26, noted: 36, plain: 26, dense: 24, lane: 21 };
/** How many places have rows: beside many people, beside few, and unfolded. */
const PLACES = { many: 3, few: 6, open: 40 };

/**
 * A row; `heads` says that the rows of its group stand below it: it is the name of the group, or that of whom the group stands for.
 * `folded` are those without a row of their own that a row stands for.
 * @typedef {{id: string, name: string, note: string, kind: "group" | "actor" | "place" | "more", group: string, colour: number,
 *   heads: boolean, folded?: string[], y: number, height: number}} Row
 */

/** The group that somebody is shown in at an event. @param {Happening} event @param {Participant} participant */
function groupAt(event, participant) {
  const delegation = (event.delegations || []).find(({ id }) => id === participant.delegation_id);
  const represented = (delegation?.represents || []).join(", ") || participant.delegation;
  if (represented) return represented;
  if (["host", "opened", "mediator", "observer"].includes(participant.role)) return WORDS.hosts;
  return "";
}

/** The group of everybody: the one they are in most often. @param {Happening[]} events */
function groups(events) {
  /** @type {Map<string, Map<string, number>>} */
  const seen = new Map();
  const names = new Set();
  for (const event of events) {
    for (const participant of event.participants || []) {
      const group = groupAt(event, participant);
      const times = seen.get(participant.id) || new Map();
      times.set(group, (times.get(group) || 0) + 1);
      seen.set(participant.id, times);
      names.add(group);
    }
  }
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const [id, times] of seen) {
    const best = [...times].filter(([group]) => group).sort((a, b) => b[1] - a[1])[0]?.[0];
    found.set(id, best || (names.has(nameOf(id)) ? nameOf(id) : WORDS.others));
  }
  return found;
}

/** Groups in order of attendance, hosts and loose ones last, with a colour each. @param {Happening[]} events */
function orderedGroups(events) {
  const of = groups(events);
  /** @type {Map<string, string[]>} */
  const members = new Map();
  for (const [id, group] of of) members.set(group, [...(members.get(group) || []), id]);
  const times = attendance(events);
  const heads = new Map();
  for (const event of events) {
    for (const { id, role } of event.participants || []) if (role === "head") heads.set(id, (heads.get(id) || 0) + 1);
  }
  const weight = (/** @type {string} */ group) => (members.get(group) || []).reduce((sum, id) => sum + (times.get(id) || 0), 0);
  const last = (/** @type {string} */ group) => [WORDS.hosts, WORDS.others].indexOf(group) + 1;
  const order = [...members.keys()].sort(
    (a, b) => last(a) - last(b) || weight(b) - weight(a) || (a < b ? -1 : 1),
  );
  return order.map((group, index) => ({
    group,
    colour: last(group) ? 7 : index % 7,
    members: (members.get(group) || []).sort(
      (a, b) => (heads.get(b) || 0) - (heads.get(a) || 0) || (times.get(b) || 0) - (times.get(a) || 0) || (nameOf(a) < nameOf(b) ? -1 : 1),
    ),
  }));
}

/** Colour of everybody's group, over the whole page so that it never changes. @type {Map<string, number> | undefined} */
let colours;
/** @param {string} id */
function colourOf(id) {
  if (!colours) {
    colours = new Map();
    for (const { members, colour } of orderedGroups(EVENTS.filter(isMeeting))) for (const member of members) colours.set(member, colour);
  }
  return colours.get(id) ?? 7;
}

/** The post that somebody held at the last of these events that says one. @param {Happening[]} events */
function lastCapacities(events) {
  const found = new Map();
  for (const event of events) {
    for (const participant of event.participants || []) if (participant.capacity) found.set(participant.id, postText(participant));
  }
  return found;
}

/** Rows from top to bottom, without their context lanes: where, then who. @param {ReturnType<typeof cut>} shown @returns {Row[]} */
function layRows(shown) {
  const capacities = lastCapacities(shown.events);
  const many = shown.actors.size > 24;
  /** @type {Row[]} */
  const rows = [];
  const add = (/** @type {Partial<Row>} */ row) => rows.push(/** @type {Row} */ ({ note: "", id: "", y: 0, colour: 7, heads: false, height: many ? HEIGHT.dense : HEIGHT.plain, ...row }));
  layPlaces(shown, many, add);
  for (const { group, members } of orderedGroups(shown.events)) {
    const open = unfolded.has(group);
    const room = MOST.nodes - shown.events.length - rows.length;
    const quiet = many && !open ? members.slice(0, Math.max(4, Math.ceil((members.length * 40) / shown.actors.size))) : members;
    const kept = quiet.filter((id) => shown.actors.has(id) || open).slice(0, Math.max(room, 1));
    if (members.includes(state.selected) && !kept.includes(state.selected)) kept.push(state.selected);
    const own = kept.find((id) => nameOf(id) === group);
    if (own) add({ kind: "actor", id: own, name: group, group, colour: colourOf(own), heads: true, height: HEIGHT.plain + 4 });
    else add({ kind: "group", name: group, group, heads: true, height: HEIGHT.group });
    for (const id of kept.filter((id) => id !== own)) {
      const note = many ? "" : capacities.get(id) || (["person", "country"].includes(THINGS.get(id)?.type || "") ? "" : word("type", THINGS.get(id)?.type));
      add({ kind: "actor", id, name: nameOf(id), note, group, colour: colourOf(id), ...(note ? { height: HEIGHT.noted } : {}) });
    }
    if (kept.length < members.length) {
      add({ kind: "more", name: fill(WORDS.more, { count: counted(members.length - kept.length, "other") }), group, folded: members.filter((id) => !kept.includes(id)) });
    } else if (open && many) add({ kind: "more", name: WORDS.fewer, group });
  }
  let y = 0;
  for (const row of rows) {
    row.y = y;
    y += row.height;
  }
  return rows;
}

/** Rows for the places, the most used first. @param {ReturnType<typeof cut>} shown @param {boolean} many @param {(row: Partial<Row>) => void} add */
function layPlaces(shown, many, add) {
  const times = new Map();
  for (const place of shown.events.flatMap(placesOf)) times.set(place, (times.get(place) || 0) + 1);
  if (!times.size) return;
  const group = WORDS.places;
  const open = unfolded.has(group);
  const order = [...times].sort((a, b) => b[1] - a[1]).map(([id]) => id);
  const kept = order.slice(0, open ? PLACES.open : many ? PLACES.many : PLACES.few);
  if (order.includes(state.selected) && !kept.includes(state.selected)) kept.push(state.selected);
  add({ kind: "group", name: group, group, heads: true, height: HEIGHT.group });
  for (const id of kept) add({ kind: "place", id, name: nameOf(id), note: placeText(id).slice(nameOf(id).length), group });
  if (kept.length < order.length) add({ kind: "more", name: fill(WORDS.more, { count: counted(order.length - kept.length, "other") }), group });
  else if (open && kept.length > PLACES.many) add({ kind: "more", name: WORDS.fewer, group });
}

/** Draw the rows. @param {Scope} scoped @param {ReturnType<typeof cut>} shown @param {HTMLElement} box */
function drawRows(scoped, shown, box) {
  const scrolled = { left: box.scrollLeft, top: box.scrollTop, fresh: !box.firstChild };
  const total = Math.max(box.clientWidth, 400);
  if (!shown.events.length) {
    box.replaceChildren(html("p", { class: "empty" }, WORDS.nothing));
    return;
  }
  const rows = layRows(shown);
  const lanes = state.context ? layLanes(scoped) : [];
  const longest = Math.max(...rows.map(({ kind, name, note }) => {
    const [named, noted] = [textWidth(name, SIZE.name, 500), textWidth(note, SIZE.small)];
    return kind === "place" ? named + noted : Math.max(named, noted);
  })) + NAME + 16;
  const nameWidth = Math.max(140, Math.min(Math.ceil(longest), 360, Math.max(200, total * 0.34)));
  const least = uprightBelow(shown.events);
  const fitting = Math.max(84, least, Math.min(420, Math.floor((total - nameWidth) / shown.events.length)));
  const columnWidth = zoomed(fitting);
  const centre = (/** @type {number} */ index) => columnWidth * (index + 0.5);
  const width = Math.max(columnWidth * shown.events.length, total - nameWidth);
  const heads = shown.events.map((event) => layHead(event, columnWidth, columnWidth < least));
  const headHeight = Math.max(...heads.map((head) => head.height)) + 14;
  const laneTop = 6;
  const laneHeight = lanes.length ? laneTop * 2 + lanes.length * HEIGHT.lane : 0;
  for (const row of rows) row.y += laneHeight;
  const height = laneHeight + rows.reduce((sum, row) => sum + row.height, 0) + 14;

  const head = svg("svg", { class: "heads", width, height: headHeight, role: "group", "aria-label": WORDS.meetings });
  const names = svg("svg", { class: "names", width: nameWidth, height, role: "group", "aria-label": WORDS.who });
  const body = svg("svg", { class: "body", width, height, role: "group", "aria-label": WORDS.context });
  drawNames(names, rows, lanes, nameWidth, laneTop);
  for (const row of rows) {
    if (row.heads) body.append(svg("line", { x1: 0, x2: width, y1: row.y + row.height - 2, y2: row.y + row.height - 2, class: "rule" }));
    if (row.id) {
      body.append(svg("rect", { x: 0, y: row.y, width, height: row.height, class: "rowband", "data-id": row.id, "aria-hidden": "true", click: () => choose(row.id) }));
    }
  }
  shown.events.forEach((event, index) => {
    head.append(drawHead(event, heads[index], index, columnWidth, headHeight));
    body.append(drawColumn(event, rows, centre(index), columnWidth, height, laneHeight));
  });
  drawLanes(body, lanes, timeScale(shown.events, columnWidth), laneTop, width);
  box.replaceChildren(html("div", { class: "grid", "data-column": columnWidth }, html("div", { class: "corner" }, ...zoomButtons()), head, names, body));
  for (const item of [".head", ".name"]) rove([...box.querySelectorAll(item)]);
  box.style.scrollPadding = `${headHeight}px 8px 8px ${nameWidth}px`;
  box.scrollLeft = scrolled.fresh ? box.scrollWidth : scrolled.left;
  box.scrollTop = scrolled.top;
}

/** @param {SVGElement} names @param {Row[]} rows @param {Lane[]} lanes @param {number} width @param {number} laneTop */
function drawNames(names, rows, lanes, width, laneTop) {
  lanes.forEach((lane, index) => {
    names.append(textLines(wrap(lane.name, width - NAME, 1, SIZE.small), NAME, laneTop + index * HEIGHT.lane + HEIGHT.lane / 2 + 4, 0, { class: "lane-name" }));
  });
  for (const row of rows) {
    const middle = row.y + row.height / 2;
    if (row.heads) names.append(svg("line", { x1: 28, x2: width, y1: row.y + row.height - 2, y2: row.y + row.height - 2, class: "rule" }));
    if (row.kind === "group") {
      names.append(textLines(wrap(row.name, width - 36, 1, SIZE.group, 650), 28, row.y + row.height - 9, 0, { class: "group-name" }));
      continue;
    }
    const act = () => (row.kind === "more" ? fold(row.group) : choose(row.id));
    const full = row.kind === "place" ? placeText(row.id) : [row.name, row.note].filter(Boolean).join(", ");
    const item = svg("g", { class: `name ${row.kind}${row.heads ? " heading" : ""}`, "data-id": row.id || undefined, "aria-label": full, ...pressable(act) });
    item.append(svg("rect", { x: 20, y: row.y + 1, width: width - 24, height: row.height - 2, rx: 5, class: "hit" }));
    const noted = Boolean(row.note) && row.kind === "actor";
    const [line] = wrap(row.name, width - NAME - 12, 1, SIZE.name, row.heads ? 650 : 500);
    const label = textLines([line], NAME, middle + (noted ? -2 : 5), 0, { class: "name-text" });
    if (row.kind === "actor") item.append(svg("circle", { cx: 33, cy: middle - (noted ? 7 : 0), r: 4, class: `c${row.colour}` }));
    if (row.kind === "place") {
      item.append(mark("place", 33, middle, "small-mark place"));
      const room = width - NAME - 12 - textWidth(line, SIZE.name, 500);
      if (room > 40) label.append(svg("tspan", { class: "name-note" }, wrap(row.note, room, 1, SIZE.small)[0]));
    }
    item.append(label);
    if (noted) item.append(textLines(wrap(row.note, width - NAME - 12, 1, SIZE.small), NAME, middle + 13, 0, { class: "name-note" }));
    item.append(svg("title", {}, full));
    names.append(item);
  }
}

/** @param {Happening} event @param {Row[]} rows @param {number} x @param {number} width @param {number} height @param {number} top */
function drawColumn(event, rows, x, width, height, top) {
  const inset = Math.min(3, width / 12);
  const column = svg("g", { class: `column status-${event.status || "held"}`, "data-id": event.id, "aria-hidden": "true", click: () => choose(event.id) });
  column.append(svg("rect", { x: x - width / 2 + inset, y: 0, width: width - inset * 2, height, class: "columnband" }));
  column.append(svg("line", { x1: x, x2: x, y1: 0, y2: height, class: "guide" }));
  const present = new Map((event.participants || []).map((participant) => [participant.id, participant]));
  const marks = [];
  const ends = [];
  for (const row of rows) {
    const middle = row.y + row.height / 2;
    const [participant, ...others] = (row.kind === "place" ? [] : [row.id, ...(row.folded || [])]).flatMap((id) => present.get(id) || []).sort((a, b) => Number(isFirm(b)) - Number(isFirm(a)));
    if (row.kind === "place" && placesOf(event).includes(row.id)) {
      const picked = row.id === event.place;
      marks.push(svg("g", { class: "dot", "data-id": row.id }, mark("place", x, middle, picked ? "place" : "place unsure"), event.other_places && asterisk(x, middle)));
      if (picked) ends.push(middle);
    }
    if (!participant) continue;
    const firm = isFirm(participant);
    const shape = mark(shapeOf(participant.role), x, middle, `${doubt(participant)} c${row.colour}`);
    marks.push(svg("g", { class: "dot", "data-id": participant.id }, shape, participant.disputed && asterisk(x, middle),
      others.length > 0 && svg("text", { x: x + 9, y: middle + 4, class: "also" }, `+${others.length}`)));
    if (firm || (participant.modality === "planned" && !event.took_place)) ends.push(middle);
  }
  if (ends.length > 1) {
    const [first, last] = [Math.min(...ends), Math.max(...ends)];
    const half = Math.min(13, width / 2 - 1);
    column.append(svg("rect", { x: x - half, y: first - 15, width: half * 2, height: last - first + 30, rx: half, class: "bar" }));
  }
  column.append(...marks, svg("title", {}, columnTitle(event)));
  return column;
}

/** The sign beside a mark that sources disagree about. @param {number} x @param {number} y */
const asterisk = (x, y) => svg("text", { x: x + 15, y: y + 6, class: "asterisk" }, "*");

/** Show or hide the quiet rows of a group. @param {string} group */
function fold(group) {
  if (!unfolded.delete(group)) unfolded.add(group);
  draw();
}

/** The marks that are in use, and what they mean. @param {ReturnType<typeof cut>} shown @param {Scope} scoped */
function drawRowsLegend(shown, scoped) {
  const legend = html("ul", { "aria-label": WORDS.legend });
  const roles = new Map();
  const signs = new Set();
  for (const event of shown.events) {
    if (event.other_places) signs.add("disputed");
    for (const participant of event.participants || []) {
      signs.add(doubt(participant));
      if (participant.disputed) signs.add("disputed");
      const shape = shapeOf(participant.role);
      roles.set(shape, (roles.get(shape) || new Set()).add(word("role", participant.role)));
    }
  }
  for (const shape of Object.keys(SHAPES)) {
    if (roles.has(shape)) legend.append(html("li", {}, inlineMark(shape, "legend-mark"), [...roles.get(shape)].join(", ")));
  }
  if (signs.has("unsure")) legend.append(html("li", {}, inlineMark("member", "legend-mark unsure"), WORDS.notSure));
  if (signs.has("denied") || (state.context && scoped.statements.some(isDenial))) legend.append(html("li", {}, inlineMark("member", "legend-mark denied"), WORDS.isDenied));
  if (signs.has("disputed")) legend.append(html("li", {}, html("strong", { class: "sign" }, "*"), WORDS.isDisputed));
  if (state.context && scoped.statements.some((statement) => !statement.date && extent(besideWhat(statement)))) {
    legend.append(html("li", {}, inlineMark("statement", "legend-mark undated"), WORDS.undatedBeside));
  }
  const bar = svg("svg", { width: 14, height: 20, "aria-hidden": "true", class: "column" }, svg("rect", { x: 1, y: 1, width: 12, height: 18, rx: 6, class: "bar" }));
  legend.append(html("li", {}, bar, WORDS.inRoom));
  if (STATEMENTS.length || EVENTS.some((event) => !isMeeting(event))) {
    const box = html("input", { type: "checkbox", change: () => change({ context: !state.context }) });
    /** @type {HTMLInputElement} */ (box).checked = state.context;
    legend.append(html("li", { class: "switch" }, html("label", {}, box, WORDS.context)));
  }
  byId("rows-legend").replaceChildren(legend);
}
