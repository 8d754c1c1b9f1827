// Search over everything the page holds, without regard to case, accents and the ways of romanising names.

/** @typedef {{id: string, text: string, note: string, folded: string, keys?: string}} Entry */
/** @type {Entry[] | undefined} */
let index;

/** @param {string} text */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ı/g, "i").replace(/[’ʼ'`]/g, "");

/** A word of Latin letters in one spelling, as kg.names.fold has it. @param {string} word */
const romanised = (word) =>
  word.replace(/x/g, "ks").replace(/(?<=..[aeiouy])j$/, "i").replace(/y/g, "i").replace(/i{2,}/g, "i").replace(/(?:i|(?<=.)j)+e/g, "e");
/** @param {string} text */
const keyOf = (text) => folded(text).split(/[^\p{L}\p{N}]+/u).map(romanised).join(" ");

/** Every person, place, event and statement with the text it is found by. @returns {Entry[]} */
function entries() {
  if (index) return index;
  const found = [];
  const capacities = new Map();
  for (const event of EVENTS) {
    for (const { id, capacity } of event.participants || []) if (capacity) capacities.set(id, (capacities.get(id) || new Set()).add(capacity));
  }
  for (const [id, thing] of THINGS) {
    const posts = [...(capacities.get(id) || [])].join(", ");
    const note = posts || [thing.city, thing.country].filter((name) => name && name !== thing.name).join(", ") || word("type", thing.type);
    found.push({ id, text: thing.name, note, folded: folded([thing.name, ...(thing.names || []), note].join(" ")), keys: thing.key || keyOf(thing.name) });
  }
  for (const event of EVENTS) {
    const date = event.date ? dateText(event.date) : "";
    const place = event.place ? placeText(event.place) : "";
    const sources = (event.sources || []).flatMap((cited) => {
      const source = SOURCES.get(cited.id);
      return [source?.title, source?.publisher, cited.quote, ...(cited.evidence || []).flatMap((item) => [...(item.quotes || []), item.inference])];
    });
    const struck = [...(event.targets || []), ...(event.weapons || [])].map(struckText);
    const papers = (event.documents || []).flatMap((paper) => [paper.label, ...(paper.by || []), paper.aim, paper.known_through, ...(paper.provisions || []).map(({ text }) => text)]);
    const more = [date, place, word("kind", event.kind), event.series, event.purpose, event.outcome, ...struck, ...papers, ...sources];
    found.push({ id: event.id, text: event.label, note: [date, place].filter(Boolean).join(", "), folded: folded([event.label, ...more].join(" ")) });
  }
  for (const statement of STATEMENTS) {
    const note = [(statement.speakers || []).join(", "), dateText(statement.date)].filter(Boolean).join(", ");
    found.push({ id: statement.id, text: statement.summary, note, folded: folded(`${statement.summary} ${note}`) });
  }
  return (index = found);
}

/** Entries that hold every word of the query, those whose name begins with it first. @returns {Entry[]} */
function hits() {
  const words = folded(state.query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const found = entries().filter((entry) => words.every((one) => entry.folded.includes(one) || entry.keys?.includes(romanised(one))));
  const rank = (/** @type {Entry} */ entry) => (folded(entry.text).startsWith(words[0]) ? 0 : folded(entry.text).includes(words[0]) ? 1 : 2);
  return found.map((entry) => ({ entry, rank: rank(entry) })).sort((a, b) => a.rank - b.rank).map(({ entry }) => entry);
}

/** What the search leaves bright: what it finds, and the events and people one step away; null without a search. */
function lit() {
  if (!state.query.trim()) return null;
  const found = new Set();
  for (const { id } of hits()) {
    found.add(id);
    for (const other of neighbours().get(id) || []) found.add(other);
    const statement = STATEMENT_BY_ID.get(id);
    for (const other of [statement?.event, ...(statement?.about || [])]) if (other) found.add(other);
  }
  return found;
}

/** Which hit is marked in the list. */
let active = -1;

function drawHits() {
  const list = byId("hits");
  const box = byId("search");
  const found = hits();
  active = -1;
  list.replaceChildren(...found.slice(0, 12).map((entry, position) =>
    html("li", { role: "option", id: `hit-${position}`, "aria-selected": "false", "data-id": entry.id, mousedown: (press) => press.preventDefault(), click: () => openHit(entry.id) },
      html("bdi", {}, entry.text), html("span", { class: "quiet", dir: "auto" }, entry.note))));
  if (found.length > 12) list.append(html("li", { class: "quiet", role: "presentation" }, fill(WORDS.more, { count: counted(found.length - 12, "other") })));
  sayWhetherFound(found.length > 0);
  const open = document.activeElement === box && found.length > 0;
  list.hidden = !open;
  box.setAttribute("aria-expanded", String(open));
  box.removeAttribute("aria-activedescendant");
}

/** Say in words that the search finds nothing, which fading alone would not. @param {boolean} isFound */
function sayWhetherFound(isFound) {
  document.getElementById("no-hit")?.remove();
  if (state.query.trim() && !isFound) byId("status").append(html("strong", { id: "no-hit", dir: "auto" }, fill(WORDS.noHit, { query: state.query.trim() })));
}

/** Open a hit; what is out of view comes into view. @param {string} id */
function openHit(id) {
  byId("hits").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
  const event = EVENT_BY_ID.get(id);
  const scoped = scope();
  const seen = [...scoped.events, ...scoped.context];
  const outside = event ? !seen.includes(event) : THINGS.has(id) && !seen.some((other) => neighbours().get(other.id)?.has(id));
  if (outside) Object.assign(state, { from: "", until: "", focus: "", kind: "", status: "", place: "", delegation: "", source: "" });
  const drawn = cut(scope().events).events;
  const cutOff = event ? isMeeting(event) && !drawn.includes(event) : THINGS.has(id) && !drawn.some((other) => neighbours().get(other.id)?.has(id));
  if (cutOff) Object.assign(state, { focus: id, hops: event ? 2 : 1 });
  choose(id);
  document.querySelector(`#rows [data-id="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  byId("panel").focus();
}

/** @param {KeyboardEvent} press */
function searchKeys(press) {
  const options = [...byId("hits").querySelectorAll("[role=option]")];
  if (press.key === "Escape" && state.query) {
    /** @type {HTMLInputElement} */ (byId("search")).value = "";
    press.stopPropagation();
    change({ query: "" });
  } else if (press.key === "ArrowDown" || press.key === "ArrowUp") {
    press.preventDefault();
    if (!options.length) return;
    byId("hits").hidden = false;
    options[active]?.setAttribute("aria-selected", "false");
    active = (active + (press.key === "ArrowDown" ? 1 : -1) + options.length + (active < 0 && press.key === "ArrowUp" ? 1 : 0)) % options.length;
    options[active].setAttribute("aria-selected", "true");
    options[active].scrollIntoView({ block: "nearest" });
    byId("search").setAttribute("aria-activedescendant", options[active].id);
  } else if (press.key === "Enter" && options.length) {
    openHit(options[Math.max(active, 0)].getAttribute("data-id") || "");
  }
}
