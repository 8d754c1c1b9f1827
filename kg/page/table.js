// The table: every event and statement in view as text, with what the search leaves of them.

const TABLE_ROWS = 500;
const ABOUT_PEOPLE = ["attendance", "head", "delegation", "presence", "role"];

/** Text with an asterisk where sources disagree about one of the fields. @param {Happening} event @param {string} text @param {string[]} fields */
const marked = (event, text, ...fields) => ((event.conflicts || []).some(({ field }) => fields.includes(field.split(" of ")[0])) ? `${text} *` : text);

/** @param {(Node | string | null)[]} content */
const cell = (...content) => html("td", { dir: "auto" }, ...content);
/** @param {string[]} texts */
const isolated = (texts) => texts.flatMap((text, index) => [index ? "; " : "", html("bdi", {}, text)]);
/** @param {{sources?: Cited[]}} given */
const sourceCell = (given) => cell(...isolated(withCopies(given.sources || []).map(([source, ...copies]) => sourceTitle(source.id, copies.length))));

/** @param {Happening} event */
function eventRow(event) {
  const who = (event.participants || []).map((participant) => {
    const roles = (participant.roles || [participant.role]).map((role) => word("role", role));
    const part = [...roles, word("modality", participant.modality)].filter(Boolean).join(", ");
    return `${nameOf(participant.id)}${participant.capacity ? `, ${postText(participant)}` : ""} (${part})`;
  });
  return html("tr", { "data-id": event.id }, cell(marked(event, dateText(event.date), "date")), cell(marked(event, word("kind", event.kind), "kind")),
    cell(chooser(event.id, event.label)), cell(marked(event, placesOf(event).map(placeText).join(" / "), "place")),
    cell(...isolated(who), marked(event, "", ...ABOUT_PEOPLE)), cell(marked(event, word("statusWord", event.status), "status")), sourceCell(event));
}

/** @param {Statement} statement */
const statementRow = (statement) =>
  html("tr", { "data-id": statement.id }, cell(dateText(statement.date)), cell(word("kind", "statement")), cell(chooser(statement.id, statement.summary)),
    cell(), cell(...isolated(statement.speakers || [WORDS.theSource])), cell(firmnessPill(statement)), sourceCell(statement));

/** @param {Scope} scoped */
function drawTable(scoped) {
  const bright = lit();
  const middle = (/** @type {[number, number] | null} */ days) => (days ? (days[0] + days[1]) / 2 : Infinity);
  const events = [...scoped.events, ...scoped.context].map((event) => ({ id: event.id, day: middle(extent(event.date)), place: ORDER.get(event.id) || 0, row: () => eventRow(event) }));
  const statements = scoped.statements.map((said, place) => ({ id: said.id, day: middle(extent(besideWhat(said))), place: EVENTS.length + place, row: () => statementRow(said) }));
  const found = [...events, ...statements].filter(({ id }) => !bright || bright.has(id));
  const rows = found.sort((a, b) => (a.day === b.day ? a.place - b.place : a.day - b.day)).slice(-TABLE_ROWS);
  const table = /** @type {HTMLTableElement} */ (document.querySelector("#view-table table"));
  table.tBodies[0].replaceChildren(...rows.map(({ row }) => row()));
  const cut = rows.length < found.length ? ` ${fill(WORDS.tableCut, { shown: number(rows.length), of: number(found.length) })}` : "";
  /** @type {HTMLElement} */ (table.caption).textContent = found.length ? `${WORDS.caption}${cut}` : WORDS.nothing;
  const ofStatements = rows.filter(({ id }) => STATEMENT_BY_ID.has(id)).length;
  return { events: rows.length - ofStatements, ofEvents: EVENTS.length, statements: ofStatements };
}
