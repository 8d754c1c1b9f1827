// The page as a whole: what changes the state, and what is drawn again then.

const narrow = window.matchMedia("(max-width: 640px)");
/** Where the keyboard was when the panel opened. @type {string} */
let cameFrom = "";

/** Change the state and draw what depends on it. @param {Partial<typeof state>} patch */
function change(patch) {
  const before = { ...state };
  Object.assign(state, patch);
  keepAddress();
  const changed = (/** @type {string[]} */ ...keys) => keys.some((key) => before[/** @type {"view"} */ (key)] !== state[/** @type {"view"} */ (key)]);
  if (changed("from", "until", "focus", "hops", "context", "view", ...FILTERS)) draw();
  else if (changed("selected", "compare")) drawSelection();
  if (changed("query")) {
    drawHits();
    if (["places", "table"].includes(state.view)) draw();
    else emphasise();
  }
}

function keepAddress() {
  if (location.protocol === "about:") return; // inside a notebook, where the page has no address of its own
  const next = address();
  history.replaceState(null, "", next === "#" ? location.pathname + location.search : next);
}

/** Select something, or nothing. @param {string} id */
function choose(id) {
  if (id && !state.selected) cameFrom = document.activeElement?.getAttribute("data-id") || document.activeElement?.id || "";
  Object.assign(state, { selected: id, compare: "" });
  keepAddress();
  if (id && !isDrawn(id)) draw();
  else drawSelection();
  if (isNarrower()) draw();
  if (id) bringIntoView(id);
  if (!id && cameFrom) {
    const back = document.getElementById(cameFrom) || document.querySelector(`main [data-id="${CSS.escape(cameFrom)}"][tabindex], main [data-id="${CSS.escape(cameFrom)}"] button`);
    /** @type {HTMLElement | null} */ (back)?.focus();
  }
}

/** Move what was chosen out from below the panel or the names. @param {string} id */
function bringIntoView(id) {
  if (state.view === "graph") return showNode(id);
  const box = byId("rows");
  const head = box.querySelector(`.head[data-id="${CSS.escape(id)}"]`);
  if (!head) return;
  const [column, view] = [head.getBoundingClientRect(), box.getBoundingClientRect()];
  const left = view.left + (box.querySelector(".names")?.clientWidth || 0);
  if (column.right > view.right) box.scrollLeft += column.right - view.right;
  else if (column.left < left) box.scrollLeft -= left - column.left;
}

/** @param {string} id */
const isDrawn = (id) =>
  state.view === "graph" ? Boolean(graphNodes?.get(id)) : state.view !== "rows" || Boolean(document.querySelector(`#rows [data-id="${CSS.escape(id)}"]`));

/** Whether the rows were drawn beside the panel and leave room now that it is closed. */
const isNarrower = () => state.view === "rows" && !state.selected && Boolean(byId("rows").querySelector(".grid")) &&
  [...byId("rows").querySelectorAll(".grid > .names, .grid > .body")].reduce((sum, drawing) => sum + drawing.getBoundingClientRect().width, 0) < byId("rows").clientWidth - 1;

function drawSelection() {
  drawPanel();
  emphasise();
}

/** Draw everything that shows the scope. */
function draw() {
  drawPanel();
  for (const view of VIEWS) {
    byId(`view-${view}`).hidden = view !== state.view;
    const tab = byId(`tab-${view}`);
    tab.setAttribute("aria-selected", String(view === state.view));
    tab.setAttribute("tabindex", view === state.view ? "0" : "-1");
  }
  const scoped = scope();
  const shown = cut(scoped.events);
  let text = "";
  let statements = 0;
  document.body.classList.toggle("narrow", narrow.matches);
  if (state.view === "rows") {
    if (narrow.matches) drawList(scoped, shown);
    else drawRows(scoped, shown, byId("rows"));
    drawRowsLegend(shown, scoped);
    statements = STATEMENTS.filter(({ id }) => document.querySelector(`#rows [data-id="${CSS.escape(id)}"]`)).length;
  } else if (state.view === "graph") {
    const { nodes, ofNodes } = drawGraph(scoped);
    text = fill(WORDS.showingGraph, { nodes: number(nodes), ofNodes: number(ofNodes) });
  } else if (state.view === "places") {
    text = fill(WORDS.showingPlaces, { meetings: number(drawPlaces(scoped).events), ofMeetings: number(EVENTS.filter(isMeeting).length) });
  } else {
    const { events, ofEvents, statements: listed } = drawTable(scoped);
    text = fill(WORDS.showingTable, { events: number(events), ofEvents: number(ofEvents) });
    statements = listed;
  }
  byId("actions").hidden = !shown.events.length || !(["rows", "graph"].includes(state.view) || (state.view === "places" && byId("places").querySelector(".map")));
  drawFilters();
  drawStrip();
  const meetings = EVENTS.filter(isMeeting);
  text ||= fill(WORDS.showing, {
    meetings: number(shown.events.length), ofMeetings: number(meetings.length),
    people: number(state.view === "rows" ? drawnActors() : shown.actors.size), ofPeople: number(attendance(meetings).size),
  });
  if (STATEMENTS.length && ["rows", "table"].includes(state.view)) text += fill(WORDS.showingStatements, { statements: number(statements), ofStatements: number(STATEMENTS.length) });
  const copies = SOURCES.size - STANDS_FOR.size;
  const sources = `; ${counted(STANDS_FOR.size, "source")}${copies ? ` (+${counted(copies, "copy")})` : ""}`;
  byId("status").replaceChildren(html("span", { id: "showing", tabindex: -1 }, text + sources));
  const hidden = Math.min(scoped.events.length, MOST.events) - shown.events.length;
  if (hidden > 0 && ["rows", "graph"].includes(state.view)) {
    byId("status").append(html("button", { type: "button", id: "more", click: showMore }, fill(WORDS.showMore, { count: number(Math.min(hidden, allowed.events)) })));
  }
  if (state.focus) {
    byId("status").append(html("span", { class: "focused" }, html("bdi", {}, fill(WORDS.focused, { hops: state.hops, name: nodeName(state.focus) })),
      html("button", { type: "button", click: () => change({ focus: "" }) }, WORDS.focusOff)));
  }
  sayWhetherFound(hits().length > 0);
  emphasise();
}

/** Draw twice as much, up to what a browser draws without trouble. */
function showMore() {
  for (const key of /** @type {const} */ (["nodes", "events", "edges"])) allowed[key] = Math.min(allowed[key] * 2, MOST[key]);
  draw();
  byId("showing").focus();
}

/** @param {string} id */
const nodeName = (id) => delegationOf(id)?.name || nameOf(id);
const drawnActors = () => new Set([...byId("rows").querySelectorAll(".name.actor, .card-group [data-id]")].map((row) => row.getAttribute("data-id"))).size;

/** Dim what the search does not find, and mark what is selected. @param {HTMLElement} box */
function emphasise(box = byId("rows")) {
  const bright = lit();
  for (const item of box.querySelectorAll("[data-id]")) {
    const id = item.getAttribute("data-id") || "";
    item.classList.toggle("dim", Boolean(bright && !bright.has(id)));
    item.classList.toggle("selected", id !== "" && [state.selected, state.compare].includes(id));
  }
  if (state.view === "graph") markGraph(bright);
}

function drawFilters() {
  const box = byId("filters");
  const fields = FILTERS.map((filter) => {
    const values = [...new Set(EVENTS.filter((event) => filter !== "kind" || isMeeting(event)).flatMap((event) => valuesOf(event, filter)))];
    if (values.length < 2 && !state[filter]) return null;
    const name = (/** @type {string} */ value) =>
      filter === "kind" ? word("kind", value) : filter === "status" ? word("statusWord", value) : filter === "source" ? sourceTitle(value) : value;
    const options = values.map((value) => ({ value, text: name(value) })).sort((a, b) => (a.text < b.text ? -1 : 1)).slice(0, 500);
    const select = html("select", { class: state[filter] ? "set" : "", "aria-label": WORDS.filter[filter], change: () => change({ [filter]: /** @type {HTMLSelectElement} */ (select).value }) },
      html("option", { value: "" }, fill(WORDS.any, { filter: WORDS.filter[filter] })), ...options.map(({ value, text }) => html("option", { value, selected: value === state[filter], dir: "auto" }, text)));
    return select;
  });
  const focused = [...box.querySelectorAll("select")].indexOf(/** @type {any} */ (document.activeElement));
  const clear = FILTERS.some((filter) => state[filter]) && html("button", { type: "button", click: () => change({ kind: "", status: "", place: "", delegation: "", source: "" }) }, WORDS.clear);
  box.replaceChildren(...fields.filter((field) => field !== null), ...(clear ? [clear] : []));
  const [opener, chosen] = [byId("more-filters"), FILTERS.filter((filter) => state[filter]).length];
  opener.textContent = chosen ? `${WORDS.filters} (${number(chosen)})` : WORDS.filters;
  opener.classList.toggle("set", chosen > 0);
  opener.hidden = !box.firstChild;
  if (focused >= 0) box.querySelectorAll("select")[focused]?.focus();
}

function start() {
  readAddress(location.hash || DATA.opening);
  document.body.classList.add("lively");
  byId("toolbar").hidden = false;
  for (const ending of /** @type {const} */ (["png", "svg"])) byId(`save-${ending}`).addEventListener("click", () => savePicture(ending));
  const opener = byId("more-filters");
  opener.addEventListener("click", () => opener.setAttribute("aria-expanded", String(byId("filters").classList.toggle("open"))));
  const search = /** @type {HTMLInputElement} */ (byId("search"));
  search.value = state.query;
  search.addEventListener("input", () => change({ query: search.value }));
  search.addEventListener("keydown", searchKeys);
  search.addEventListener("focus", drawHits);
  search.addEventListener("blur", () => (byId("hits").hidden = true));
  for (const view of VIEWS) {
    const tab = byId(`tab-${view}`);
    tab.addEventListener("click", () => change({ view }));
    tab.addEventListener("keydown", (press) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[press.key];
      if (!step) return;
      const next = VIEWS[(VIEWS.indexOf(view) + step + VIEWS.length) % VIEWS.length];
      change({ view: next });
      byId(`tab-${next}`).focus();
    });
  }
  byId("rows").addEventListener("wheel", zoomWheel, { passive: false });
  document.addEventListener("keydown", (press) => {
    const writing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName || "");
    if (!writing) zoomKeys(press);
    if (press.key === "Escape" && state.selected) choose("");
    if (press.key === "/" && !writing) {
      press.preventDefault();
      search.focus();
    }
  });
  window.addEventListener("beforeprint", () => drawTable(scope()));
  window.addEventListener("hashchange", () => {
    readAddress(location.hash);
    search.value = state.query;
    draw();
  });
  let size = window.innerWidth;
  window.addEventListener("resize", () => {
    if (window.innerWidth === size) return;
    size = window.innerWidth;
    draw();
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  draw();
  document.documentElement.dataset.ready = "true";
}
start();
