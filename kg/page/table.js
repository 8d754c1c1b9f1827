// The table: every event in view as text, with what the search leaves of them.

const TABLE_ROWS = 500;
const ABOUT_PEOPLE = ["attendance", "head", "delegation", "presence"];

/** Text with an asterisk where sources disagree about one of the fields. @param {Happening} event @param {string} text @param {string[]} fields */
const marked = (event, text, ...fields) => ((event.conflicts || []).some(({ field }) => fields.includes(field.split(" of ")[0])) ? `${text} *` : text);

/** @param {Happening} event */
function tableRow(event) {
  const cell = (/** @type {(Node | string)[]} */ ...content) => html("td", { dir: "auto" }, ...content);
  const isolated = (/** @type {string[]} */ texts) => texts.flatMap((text, index) => [index ? "; " : "", html("bdi", {}, text)]);
  const who = (event.participants || []).map((participant) => {
    const roles = (participant.roles || [participant.role]).map((role) => word("role", role));
    const part = [...roles, word("modality", participant.modality)].filter(Boolean).join(", ");
    return `${nameOf(participant.id)}${participant.capacity ? `, ${participant.capacity}` : ""} (${part})`;
  });
  return html("tr", { "data-id": event.id }, cell(marked(event, dateText(event.date), "date")), cell(marked(event, word("kind", event.kind), "kind")),
    cell(chooser(event.id, event.label)), cell(marked(event, event.place ? placeText(event.place) : "", "place")),
    cell(...isolated(who), marked(event, "", ...ABOUT_PEOPLE)), cell(marked(event, word("statusWord", event.status), "status")),
    cell(...isolated((event.sources || []).map((source) => SOURCES.get(source.id)?.title || source.id))));
}

/** @param {Scope} scoped */
function drawTable(scoped) {
  const bright = lit();
  const found = [...scoped.events, ...scoped.context].filter((event) => !bright || bright.has(event.id));
  const rows = found.sort((a, b) => (ORDER.get(a.id) || 0) - (ORDER.get(b.id) || 0)).slice(-TABLE_ROWS);
  const table = /** @type {HTMLTableElement} */ (document.querySelector("#view-table table"));
  table.tBodies[0].removeAttribute("lang");
  table.tBodies[0].replaceChildren(...rows.map(tableRow));
  const cut = rows.length < found.length ? ` ${fill(WORDS.tableCut, { shown: number(rows.length), of: number(found.length) })}` : "";
  /** @type {HTMLElement} */ (table.caption).textContent = found.length ? `${WORDS.caption}${cut}` : WORDS.nothing;
  return { events: rows.length, ofEvents: EVENTS.length };
}
