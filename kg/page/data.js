// The data of the page, what of it is in view, and the state that the address keeps.

/**
 * @typedef {{edtf: string, earliest?: string, latest?: string, text: string, qualified?: boolean, within?: boolean}} When
 * @typedef {{id: string, role: string, roles?: string[], delegation?: string, delegation_id?: string, capacity?: string,
 *   capacity_basis?: string, presence?: string, modality?: string, days?: When, sources?: string[], sides?: string[],
 *   disputed?: boolean}} Participant
 * @typedef {{about: string, spans?: [number, number][], quotes?: string[], inference?: string}} Evidence
 * @typedef {{id: string, quote?: string, evidence?: Evidence[]}} Cited
 * @typedef {{what: string, count?: number, place?: string, holds?: string}} Struck
 * @typedef {{id: string, name: string, represents?: string[], heads?: string[]}} Delegation
 * @typedef {{id: string, label: string, kind: string, by?: string[], status?: string, aim?: string, known_through?: string,
 *   provisions?: {number: number, text: string}[], sources?: Cited[]}} Paper
 * @typedef {{id: string, kind: string, label: string, date?: When, status?: string, series?: string, round?: number,
 *   place?: string, other_places?: string[], took_place?: boolean, participants?: Participant[], delegations?: Delegation[], purpose?: string, directness?: string,
 *   outcome?: string, targets?: Struck[], weapons?: Struck[], documents?: Paper[],
 *   related?: {relation: string, id: string, label: string}[],
 *   reports?: {source: string, date?: When, place?: string, status?: string, outcome?: string}[],
 *   sources?: Cited[], conflicts?: {field: string, values: {value: string, sources: string[]}[]}[]}} Happening
 * @typedef {{id: string, summary: string, speakers?: string[], act: string, modality: string, polarity: string,
 *   date?: When, event?: string, event_label?: string, about?: string[], sources?: Cited[]}} Statement
 * @typedef {{name: string, type: string, names?: string[], key?: string, city?: string, country?: string, latitude?: number,
 *   longitude?: number}} Thing
 * @typedef {{title?: string, publisher?: string, published?: string, url?: string, kind?: string, syndicated_from?: string}} Source
 * @typedef {{events: Happening[], context: Happening[], statements: Statement[]}} Scope
 */

const DATA = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("data")).textContent || "");
/** @type {any} */
const WORDS = DATA.words;
/** @type {Map<string, Thing>} */
const THINGS = new Map(Object.entries(DATA.things));
/** @type {Map<string, Source>} */
const SOURCES = new Map(Object.entries(DATA.sources));
/** The source that stands for one and all that repeat it: the one that they repeat, else the first of them. @type {Map<string, string>} */
const STANDS_FOR = new Map();
for (const [id, { syndicated_from: first = id }] of SOURCES) if (SOURCES.has(first) || !STANDS_FOR.has(first)) STANDS_FOR.set(first, SOURCES.has(first) ? first : id);
/** @param {string} id */
const standsFor = (id) => STANDS_FOR.get(SOURCES.get(id)?.syndicated_from || id) || id;
/** Sources with those that repeat them: each group counts as one. @param {Cited[]} cited @returns {Cited[][]} */
function withCopies(cited) {
  /** @type {Map<string, Cited[]>} */
  const groups = new Map();
  for (const source of cited) groups.set(standsFor(source.id), [...(groups.get(standsFor(source.id)) || []), source]);
  return [...groups.values()].map((group) => group.sort((a, b) => Number(isCopy(a.id)) - Number(isCopy(b.id))));
}
/** @param {string} id */
const isCopy = (id) => Boolean(SOURCES.get(id)?.syndicated_from);
/** @type {Happening[]} */
const EVENTS = DATA.events;
/** @type {Statement[]} */
const STATEMENTS = DATA.statements;
const EVENT_BY_ID = new Map(EVENTS.map((event) => [event.id, event]));
/** Place in time order. */
const ORDER = new Map(EVENTS.map((event, index) => [event.id, index]));
const STATEMENT_BY_ID = new Map(STATEMENTS.map((statement) => [statement.id, statement]));
const MEETING_KINDS = new Set(DATA.meetingKinds);
const HAS_MEETINGS = EVENTS.some((event) => MEETING_KINDS.has(event.kind));

/** How much is drawn: at first, and at most when more is asked for or folded rows are opened. */
const allowed = { nodes: 300, events: 150, edges: 900 };
const MOST = { nodes: 1000, events: 600, edges: 3000 };

/** @param {Happening} event Whether it is a column of the rows; without any meeting, every event is one. */
const isMeeting = (event) => !HAS_MEETINGS || MEETING_KINDS.has(event.kind);

/** Attendance for a fact: not just planned or hoped for, nor denied. @param {Participant} participant */
const isFirm = (participant) => !participant.modality;
/** How a mark shows that attendance is no fact. @param {Participant} participant */
const doubt = (participant) => (isFirm(participant) ? "" : participant.modality === "denied" ? "denied" : "unsure");
/** Whether a statement says that something is not so. @param {Statement} statement */
const isDenial = (statement) => statement.modality === "denied" || statement.polarity === "negative";
/** Every place that a source gives for an event, the one that was picked first. @param {Happening} event */
const placesOf = (event) => [...(event.place ? [event.place] : []), ...(event.other_places || [])];

/** A word of the page, with values put in. @param {string} text @param {Record<string, unknown>} values */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => String(values[key] ?? ""));
/** @param {number} count @param {string} what */
const counted = (count, what) => `${number(count)} ${WORDS.count[what][count === 1 ? 0 : 1]}`;
/** @param {number} value */
const number = (value) => value.toLocaleString(DATA.language);
/** A text in the page's words if it is one of the list, else as it is. @param {string} list @param {string} text @returns {string} */
const translated = (list, text) => (Object.hasOwn(WORDS[list], text) ? WORDS[list][text] : text);
/** A code in words. @param {string} list @param {string | undefined} code */
const word = (list, code = "") => (Object.hasOwn(WORDS[list], code) ? WORDS[list][code] : code.replace(/-/g, " "));
/** The post somebody held, as possible where the known tenure leaves it open. @param {Participant} participant */
const postText = ({ capacity, capacity_basis }) => (capacity && capacity_basis === "possible" ? `${WORDS.capacity.possible} ${capacity}` : capacity);
/** What a source is called, with the number of its copies where there are any. @param {string} id @param {number} copies */
function sourceTitle(id, copies = 0) {
  const { title, publisher, published } = SOURCES.get(id) || {};
  const name = title || [publisher, published].filter(Boolean).join(", ") || id.replace(/^source\//, "");
  return copies ? `${name} (+${counted(copies, "copy")})` : name;
}
/** @param {string} id */
const nameOf = (id) => THINGS.get(id)?.name || EVENT_BY_ID.get(id)?.label || STATEMENT_BY_ID.get(id)?.summary || id;
/** @param {string} id */
const placeText = (id) => {
  const place = THINGS.get(id);
  return place ? [...new Set([place.name, place.city, place.country].filter(Boolean))].join(", ") : id;
};

// --- time ------------------------------------------------------------------------------------------------------------

/** Days since 1970 of YYYY-MM-DD. @param {string} day */
const dayNumber = (day) => Math.round(Date.parse(`${day}T00:00:00Z`) / 86400000);
/** @param {number} count */
const dayText = (count) => new Date(count * 86400000).toISOString().slice(0, 10);
/** @param {When | undefined} date @returns {[number, number] | null} first and last possible day; an open end is the known one */
function extent(date) {
  const first = date?.earliest || date?.latest;
  const last = date?.latest || date?.earliest;
  return first && last ? [dayNumber(first), dayNumber(last)] : null;
}
/** Whether the date is one day, certainly. @param {When | undefined} date */
const isDay = (date) => Boolean(date && date.earliest && date.earliest === date.latest && !date.qualified);
/** Whether every day of the date is certain: a day, or days from one to another. @param {When | undefined} date */
const isExact = (date) => Boolean(date && !date.within && /^[\d-]{10}(\/[\d-]{10})?$/.test(date.edtf));
/** Where a statement is put in time: at its date, else at that of the event it was made at. @param {Statement} statement */
const besideWhat = (statement) => statement.date || (statement.event ? EVENT_BY_ID.get(statement.event)?.date : undefined);

// --- state -----------------------------------------------------------------------------------------------------------

const state = {
  view: "rows", from: "", until: "", query: "", selected: "", compare: "", focus: "", hops: 1, context: true,
  kind: "", status: "", place: "", delegation: "", source: "",
};
/** Groups of rows that were unfolded, and kinds of node that are switched off; not kept in the address. */
const unfolded = new Set();
const hiddenKinds = new Set();
const VIEWS = ["rows", "graph", "places", "table"];
const FILTERS = /** @type {const} */ (["kind", "status", "place", "delegation", "source"]);
const DAY = /^\d{4}-\d\d-\d\d$/;

/** The state as an address, usual values left out. */
function address() {
  const given = new URLSearchParams();
  for (const [key, value] of Object.entries(state)) {
    if (key === "view" ? value !== VIEWS[0] : key === "hops" ? state.focus && value !== 1 : key === "context" ? !value : value) {
      given.set(key, String(value));
    }
  }
  return `#${given}`;
}

/** Take the state from an address; what makes no sense is ignored. @param {string} hash */
function readAddress(hash) {
  const given = new URLSearchParams(hash.slice(1));
  const text = (/** @type {string} */ key) => given.get(key) || "";
  const day = (/** @type {string} */ key) => (DAY.test(text(key)) && !Number.isNaN(dayNumber(text(key))) ? text(key) : "");
  const known = (/** @type {string} */ key) => (knows(text(key)) ? text(key) : "");
  Object.assign(state, {
    view: VIEWS.includes(text("view")) ? text("view") : VIEWS[0],
    from: day("from"), until: day("until"), query: text("query").slice(0, 200),
    selected: known("selected"), compare: EVENT_BY_ID.has(text("selected")) && EVENT_BY_ID.has(text("compare")) ? text("compare") : "", focus: known("focus"),
    hops: text("hops") === "2" ? 2 : 1, context: text("context") !== "false",
  });
  for (const filter of FILTERS) state[filter] = filter === "source" ? standsFor(text(filter)) : text(filter);
}
/** @param {string} id */
const knows = (id) => THINGS.has(id) || EVENT_BY_ID.has(id) || STATEMENT_BY_ID.has(id) || neighbours().has(id);

// --- the network -----------------------------------------------------------------------------------------------------

/** @type {Map<string, Set<string>> | undefined} */
let neighbourhood;

/** Who is one step away from whom: the edges of kg.network.network. */
function neighbours() {
  if (neighbourhood) return neighbourhood;
  const found = (neighbourhood = new Map());
  const join = (/** @type {string} */ one, /** @type {string} */ other) => {
    for (const [a, b] of [[one, other], [other, one]]) {
      if (!found.has(a)) found.set(a, new Set());
      found.get(a).add(b);
    }
  };
  const byName = new Map();
  const cities = new Map();
  for (const event of EVENTS) {
    for (const { id } of event.participants || []) {
      const thing = THINGS.get(id);
      if (thing && thing.type !== "person") byName.set(thing.name, id);
    }
    const place = THINGS.get(event.place || "");
    if (event.place && place?.type === "city") cities.set(`${place.name}, ${place.country}`, event.place);
  }
  for (const event of EVENTS) {
    if (!found.has(event.id)) found.set(event.id, new Set());
    for (const delegation of event.delegations || []) {
      join(delegation.id, event.id);
      for (const name of delegation.represents || []) if (byName.has(name)) join(delegation.id, byName.get(name));
    }
    for (const participant of event.participants || []) {
      join(participant.id, event.id);
      if (participant.delegation_id) join(participant.id, participant.delegation_id);
    }
    if (event.place) join(event.id, event.place);
    const place = THINGS.get(event.place || "");
    const city = place?.type === "venue" && cities.get(`${place.city}, ${place.country}`);
    if (event.place && city) join(event.place, city);
  }
  return found;
}

/** Who was present for a fact, with the delegations that keep them from meeting somebody. @param {Happening} event @returns {Map<string, string[]>} */
const sidesAt = (event) =>
  new Map((event.took_place ? event.participants || [] : []).filter(isFirm).map((one) => [one.id, one.sides || (one.delegation_id ? [one.delegation_id] : [])]));

/** How often somebody met everybody else, as kg.network.co_presence has it: not those of the same delegation. @param {string} id @returns {[string, number][]} */
function metBy(id) {
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const event of EVENTS) {
    const present = sidesAt(event);
    const own = present.get(id);
    if (!own) continue;
    for (const [other, on] of present) if (other !== id && !on.some((side) => own.includes(side))) times.set(other, (times.get(other) || 0) + 1);
  }
  return [...times].sort((a, b) => b[1] - a[1] || (nameOf(a[0]) < nameOf(b[0]) ? -1 : 1));
}

/** Everything at most some steps away from a node. @param {string} start @param {number} hops @returns {Set<string>} */
function around(start, hops) {
  const seen = new Set([start]);
  let edge = [start];
  for (let step = 0; step < hops; step++) {
    const next = [];
    for (const node of edge) {
      for (const other of neighbours().get(node) || []) {
        if (!seen.has(other)) {
          seen.add(other);
          next.push(other);
        }
      }
    }
    edge = next;
  }
  return seen;
}

// --- what is in view -------------------------------------------------------------------------------------------------

/** @param {When | undefined} date Whether some day it can stand for lies in the chosen range. */
function inRange(date) {
  if (!state.from && !state.until) return true;
  const days = extent(date);
  if (!days) return false;
  const open = { first: date?.earliest ? days[0] : -Infinity, last: date?.latest ? days[1] : Infinity };
  return (!state.from || open.last >= dayNumber(state.from)) && (!state.until || open.first <= dayNumber(state.until));
}

/** @param {Happening} event @param {string} filter @returns {string[]} the values that an event has for a filter */
function valuesOf(event, filter) {
  if (filter === "kind") return [event.kind];
  if (filter === "status") return event.status ? [event.status] : [];
  if (filter === "place") {
    const names = placesOf(event).map((id) => THINGS.get(id)).flatMap((place) => [place?.name, place?.city, place?.country]);
    return [...new Set(names.filter((name) => name !== undefined))];
  }
  if (filter === "source") return (event.sources || []).map((source) => standsFor(source.id));
  const named = (event.delegations || []).map((delegation) => (delegation.represents || []).join(", ") || delegation.name);
  return [...new Set(named)];
}

/** Meetings, other events and statements that pass range, filters and focus, in time order. @returns {Scope} */
function scope() {
  const near = state.focus ? around(state.focus, state.hops) : null;
  const passing = EVENTS.filter(
    (event) =>
      inRange(event.date) &&
      (!near || near.has(event.id)) &&
      FILTERS.every((filter) => !state[filter] || valuesOf(event, filter).includes(state[filter])),
  );
  const filtered = FILTERS.some((filter) => state[filter]) || near;
  const shown = new Set(passing.map((event) => event.id));
  const statements = STATEMENTS.filter((statement) => {
    const events = [statement.event, ...(statement.about || [])];
    return inRange(besideWhat(statement)) && (!filtered || events.some((id) => id && shown.has(id)));
  });
  return { events: passing.filter(isMeeting), context: passing.filter((event) => !isMeeting(event)), statements };
}

/** How often everybody took part. @param {Happening[]} events @returns {Map<string, number>} */
function attendance(events) {
  const times = new Map();
  for (const event of events) {
    for (const { id } of event.participants || []) times.set(id, (times.get(id) || 0) + 1);
  }
  return times;
}

/**
 * What of the scope is drawn: the latest events (and the selected one), then actors by attendance.
 * @param {Happening[]} events
 * @returns {{events: Happening[], actors: Set<string>, ofActors: number}}
 */
function cut(events) {
  let drawn = events.slice(-allowed.events);
  const selected = EVENT_BY_ID.get(state.selected);
  if (selected && events.includes(selected) && !drawn.includes(selected)) drawn = [selected, ...drawn.slice(1)];
  const times = [...attendance(drawn)].sort((a, b) => b[1] - a[1]);
  const room = allowed.nodes - drawn.length - new Set(drawn.flatMap(placesOf)).size;
  const actors = new Set(times.slice(0, Math.max(room, 20)).map(([id]) => id));
  if (times.some(([id]) => id === state.selected)) actors.add(state.selected);
  return { events: drawn, actors, ofActors: attendance(events).size };
}
