// The panel: everything known of what is selected, with the evidence for it and what other sources say.

/** @param {string} term @param {(Node | string | null | undefined | false)[]} details */
const line = (term, ...details) => {
  const given = details.filter((detail) => detail);
  return given.length ? [html("dt", {}, term), html("dd", { dir: "auto" }, ...given)] : [];
};
/** @param {string} title @param {(Node | string | null | undefined | false)[]} children */
const part = (title, ...children) => {
  const given = children.filter((child) => child);
  return given.length ? html("section", {}, html("h3", {}, title), ...given) : null;
};
/** @param {Node[]} items @param {string} classes */
const bullets = (items, classes = "") => (items.length ? html("ul", { class: classes }, ...items) : null);

/** How exactly the date is known. @param {When | undefined} date */
function precision(date) {
  if (!date) return "";
  const [from, to] = [date.earliest, date.latest].map((day) => (day ? short(dayNumber(day), { dateStyle: "long" }) : "…"));
  const words = [];
  if (!date.earliest || !date.latest) words.push(WORDS.precision.open);
  else if (date.earliest === date.latest) words.push(WORDS.precision.day);
  else if (date.within || !date.edtf.includes("/")) words.push(fill(WORDS.precision.some, { from, to }));
  else words.push(fill(WORDS.precision.span, { from, to }));
  if (date.qualified) words.push(WORDS.precision.about);
  return words.join("; ");
}

/** @param {string} id @param {boolean} linked */
function sourceName(id, linked = true) {
  const source = SOURCES.get(id);
  const text = [source?.publisher, source?.title, source?.published].filter(Boolean).join(", ") || sourceTitle(id);
  const name = isCopy(id) ? `${text} (${fill(WORDS.copyOf, { name: sourceTitle(source?.syndicated_from || "") })})` : text;
  return linked ? link(source?.url, name) : html("span", { dir: "auto" }, name);
}

/** @param {Cited[] | undefined} cited */
function evidenceList(cited) {
  if (!cited?.length) return html("p", { class: "quiet" }, WORDS.unsourced);
  return html("div", {}, ...withCopies(cited).map(([source, ...copies]) =>
    html("div", { class: "source" }, ...evidenceOf(source),
      copies.length > 0 && html("details", { class: "copies" }, html("summary", {}, counted(copies.length, "copy")),
        ...copies.map((each) => html("div", { class: "copy" }, ...evidenceOf(each)))))));
}

/** A source and the evidence that it gives. @param {Cited} source */
const evidenceOf = (source) => [
  html("p", { class: "source-name" }, sourceName(source.id)),
  source.quote && html("blockquote", { dir: "auto" }, source.quote),
  ...byQuote(source.evidence || []).map(evidenceItem),
];

/** Pieces of evidence that rest on the same words as one, which names all that they are about. @param {Evidence[]} evidence @returns {Evidence[]} */
function byQuote(evidence) {
  /** @type {Map<string, Evidence[]>} */
  const groups = new Map();
  for (const each of evidence) {
    const key = JSON.stringify([each.quotes?.length ? each.quotes : each.spans, each.inference]);
    groups.set(key, [...(groups.get(key) || []), each]);
  }
  return [...groups.values()].map((group) => {
    const spans = new Map(group.flatMap((each) => each.spans || []).map((span) => [String(span), span]));
    return { ...group[0], about: group.map((each) => each.about && fieldText(each.about)).filter(Boolean).join(", "), spans: [...spans.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]) };
  });
}

/** @param {Evidence} evidence */
function evidenceItem(evidence) {
  const spans = (evidence.spans || []).map(([start, end]) => fill(WORDS.characters, { start, end })).join(", ");
  return html("div", { class: "evidence" },
    evidence.about && html("p", { class: "about" }, html("bdi", {}, evidence.about)),
    ...(evidence.quotes || []).map((quote) => html("blockquote", { dir: "auto" }, quote)),
    spans && html("p", { class: "quiet spans" }, evidence.quotes?.length ? spans : `${WORDS.noQuote} ${spans}`),
    evidence.inference && html("p", { class: "inference", dir: "auto" }, fill(WORDS.inferred, { text: evidence.inference })));
}

/** What a conflict or a piece of evidence is about, in the language of the page. @param {string} field */
function fieldText(field) {
  const [kind, name] = field.replace(/^head of the delegation of /, "head of ").split(/ of (.*)/s);
  return name && Object.hasOwn(WORDS.fieldOf, kind) ? fill(WORDS.fieldOf[kind], { name }) : translated("field", field);
}

/** Tables of words that the values of a field are from. */
const VALUES = /** @type {Record<string, string>} */ ({ kind: "kind", status: "statusWord", directness: "directness", role: "role", presence: "presence", attendance: "attendance" });

/** A value that a source gives, in the language of the page. @param {Happening} event @param {string} field @param {string} value */
function valueText(event, field, value) {
  const kind = field.split(" of ")[0];
  if (kind === "date") return (event.reports || []).find(({ date }) => date?.edtf === value)?.date?.text || value;
  const code = (/** @type {string} */ text) => (kind === "attendance" ? text : text.replace(/ /g, "-"));
  return Object.hasOwn(VALUES, kind) ? value.split(", ").map((one) => (Object.hasOwn(WORDS[VALUES[kind]], code(one)) ? WORDS[VALUES[kind]][code(one)] : one)).join(", ") : value;
}

/** @param {Happening} event */
function disagreements(event) {
  const fields = (event.conflicts || []).map((conflict) =>
    html("div", { class: "conflict" }, html("h4", {}, html("bdi", {}, fieldText(conflict.field))),
      html("div", { class: "sides" }, ...conflict.values.map((value) =>
        html("div", { class: "side" }, html("p", { class: "value", dir: "auto" }, valueText(event, conflict.field, value.value)),
          bullets((value.sources || []).map((id) => html("li", {}, sourceName(id)))))))));
  return part(WORDS.disagree, ...fields);
}

/** @param {Happening} event */
function perSource(event) {
  const told = event.reports || [];
  const key = (/** @type {typeof told[0]} */ said) => JSON.stringify([standsFor(said.source), said.date?.edtf, said.place, said.status, said.outcome]);
  const first = new Map([...told].sort((a, b) => Number(isCopy(b.source)) - Number(isCopy(a.source))).map((said) => [key(said), said.source]));
  const reports = told.filter((said) => first.get(key(said)) === said.source); // a copy that says the same says nothing more
  if (reports.length < 2) return null;
  const row = (/** @type {(Node | string | undefined)[]} */ ...cells) => html("tr", {}, ...cells.map((cell) => html("td", { dir: "auto" }, cell)));
  const heads = [WORDS.reportSource, WORDS.columns.date, WORDS.columns.place, WORDS.columns.status, WORDS.outcome];
  return part(WORDS.perSource, html("div", { class: "scroll" }, html("table", { class: "reports" },
    html("thead", {}, html("tr", {}, ...heads.map((head) => html("th", { scope: "col" }, head)))),
    html("tbody", {}, ...reports.map((said) => row(sourceName(said.source, false), said.date && dateText(said.date), said.place, word("statusWord", said.status), said.outcome))))));
}

/** @param {Participant} participant */
function attendee(participant) {
  const roles = (participant.roles || [participant.role]).map((role) => word("role", role)).join(", ");
  const notes = [roles, word("modality", participant.modality), word("presence", participant.presence), participant.days && dateText(participant.days)].filter(Boolean);
  return html("li", { "data-id": participant.id },
    inlineMark(shapeOf(participant.role), `c${colourOf(participant.id)} ${doubt(participant)}`),
    html("span", {}, chooser(participant.id), html("span", { class: "quiet" }, notes.join(", "), participant.disputed ? ` * ${WORDS.isDisputed}` : ""),
      participant.capacity && html("span", { class: "capacity", dir: "auto" }, participant.capacity,
        participant.capacity_basis && html("span", { class: "quiet" }, ` (${word("capacity", participant.capacity_basis)})`))));
}

/** @param {Happening} event */
function attendees(event) {
  const groups = new Map();
  for (const participant of event.participants || []) {
    const group = groupAt(event, participant) || WORDS.others;
    groups.set(group, [...(groups.get(group) || []), participant]);
  }
  if (!groups.size) return html("p", { class: "quiet" }, WORDS.noOne);
  return html("div", {}, ...[...groups].map(([group, people]) =>
    html("div", { class: "delegation" }, html("h4", { dir: "auto" }, group), bullets(people.map(attendee), "people"))));
}

/** @param {Struck} struck */
const struckText = (struck) =>
  [struck.count, struck.what].filter((value) => value !== undefined).join(" ") + (struck.holds ? ` (${struck.holds})` : "") + (struck.place ? `, ${struck.place}` : "");

/** A proposal, agreement or letter, and how its text is known. @param {Paper} paper */
const documentItem = (paper) =>
  html("div", { class: "document" }, html("h4", { dir: "auto" }, paper.label),
    html("p", { class: "quiet" }, [word("documentKind", paper.kind), word("documentStatus", paper.status)].filter(Boolean).join(", ")),
    html("dl", {}, ...line(WORDS.by, (paper.by || []).join(", ")), ...line(WORDS.aim, paper.aim), ...line(WORDS.knownThrough, paper.known_through)),
    paper.provisions && html("ol", {}, ...paper.provisions.map(({ number: value, text }) => html("li", { value, dir: "auto" }, text))),
    bullets((paper.sources || []).map((source) => html("li", { class: "quiet" }, sourceName(source.id)))));

/** @param {Happening} event */
function eventPanel(event) {
  const statements = STATEMENTS.filter((said) => said.event === event.id || (said.about || []).includes(event.id));
  const kind = [word("kind", event.kind), event.round !== undefined && fill(WORDS.round, { number: event.round })].filter(Boolean).join(", ");
  return [
    html("p", { class: "kicker" }, kind, event.status && html("span", { class: "pill" }, word("statusWord", event.status))),
    html("h2", { dir: "auto" }, event.label),
    html("p", { class: "when" }, html("strong", {}, dateText(event.date)), html("span", { class: "quiet" }, precision(event.date))),
    html("dl", {},
      ...line(WORDS.where, ...placesOf(event).map((id) => chooser(id, placeText(id))), event.other_places && html("span", { class: "quiet" }, `* ${WORDS.isDisputed}`)),
      ...line(WORDS.series, event.series), ...line(WORDS.purpose, event.purpose),
      ...line(WORDS.form, word("directness", event.directness)), ...line(WORDS.outcome, event.outcome),
      ...line(WORDS.targets, (event.targets || []).map(struckText).join("; ")),
      ...line(WORDS.weapons, (event.weapons || []).map(struckText).join("; "))),
    disagreements(event),
    part(WORDS.who, attendees(event)),
    part(WORDS.statements, bullets(statements.map(statementItem), "statements")),
    part(WORDS.documents, ...(event.documents || []).map(documentItem)),
    part(WORDS.evidence, evidenceList(event.sources)),
    perSource(event),
    part(WORDS.related, bullets((event.related || []).map((other) =>
      html("li", {}, html("span", { class: "quiet" }, `${word("relation", other.relation)} `),
        EVENT_BY_ID.has(other.id) ? chooser(other.id, other.label) : html("bdi", {}, other.label))))),
  ];
}

/** @param {Statement} statement */
const statementItem = (statement) =>
  html("li", { "data-id": statement.id }, html("span", { class: "quiet" }, html("bdi", {}, (statement.speakers || [WORDS.theSource]).join(", ")), firmnessPill(statement)),
    chooser(statement.id, statement.summary));

/** How firmly something is said, in words; nothing where it is simply said to be so. @param {Statement} statement */
const firmness = (statement) =>
  [word("modality", statement.modality === "asserted" ? "" : statement.modality), statement.polarity === "negative" ? WORDS.negative : ""].filter(Boolean).join(", ");

/** @param {Statement} statement */
const firmnessPill = (statement) => (firmness(statement) ? html("span", { class: isDenial(statement) ? "pill warns" : "pill" }, firmness(statement)) : null);

/** @param {Statement} statement */
function statementPanel(statement) {
  const date = statement.date;
  return [
    html("p", { class: "kicker" }, word("kind", "statement"), firmnessPill(statement)),
    html("h2", { dir: "auto" }, statement.summary),
    html("p", { class: "when" }, html("strong", {}, dateText(date)), html("span", { class: "quiet" }, precision(date))),
    html("dl", {}, ...line(WORDS.speaker, (statement.speakers || [WORDS.theSource]).join(", ")),
      ...line(WORDS.says, [word("act", statement.act), firmness(statement)].filter(Boolean).join(", ")),
      ...line(WORDS.about, ...[...new Set([statement.event, ...(statement.about || [])])].filter((id) => id && EVENT_BY_ID.has(id)).map((id) => chooser(/** @type {string} */ (id))))),
    part(WORDS.evidence, evidenceList(statement.sources)),
  ];
}

/** Somebody, a place or a delegation, with the events it is part of. @param {string} id */
function thingPanel(id) {
  const thing = THINGS.get(id);
  const delegation = thing ? undefined : delegationOf(id);
  const events = EVENTS.filter((event) => placesOf(event).includes(id) || (neighbours().get(event.id) || new Set()).has(id));
  const met = metBy(id);
  const said = STATEMENTS.filter((statement) => thing && (statement.speakers || []).includes(thing.name));
  const here = (/** @type {Happening} */ event) => (event.participants || []).find((participant) => participant.id === id);
  return [
    html("p", { class: "kicker" }, thing ? word("type", thing.type) : WORDS.filter.delegation),
    html("h2", { dir: "auto" }, thing ? thing.name : delegation?.name || id),
    thing?.names ? html("p", { class: "quiet", dir: "auto" }, thing.names.join(", ")) : null,
    thing?.city || thing?.country ? html("p", { class: "quiet", dir: "auto" }, [thing.city, thing.country].filter(Boolean).join(", ")) : null,
    delegation?.represents && html("p", { class: "quiet", dir: "auto" }, delegation.represents.join(", ")),
    part(WORDS.meetings, bullets(events.slice(-200).map((event) => {
      const participant = here(event);
      const notes = participant && [word("role", participant.role), word("modality", participant.modality), postText(participant)].filter(Boolean).join(", ");
      return html("li", { "data-id": event.id }, html("span", { class: "quiet" }, dateText(event.date)), chooser(event.id, event.label), notes && html("span", { class: "quiet", dir: "auto" }, notes));
    }), "stack")),
    part(WORDS.metWith, bullets(met.slice(0, 30).map(([other, times]) =>
      html("li", { "data-id": other }, inlineMark("member", `c${colourOf(other)}`), html("span", {}, chooser(other), html("span", { class: "quiet" }, counted(times, "meeting"))))), "people"),
      met.length > 30 && html("p", { class: "quiet" }, fill(WORDS.more, { count: counted(met.length - 30, "other") }))),
    part(WORDS.statements, bullets(said.map(statementItem), "statements")),
  ];
}

/** A line to cite what is selected with: what, when, and who says so. */
function citation() {
  const given = EVENT_BY_ID.get(state.selected) || STATEMENT_BY_ID.get(state.selected);
  if (!given) return "";
  const sources = withCopies(given.sources || []).map(([{ id }]) => {
    const source = SOURCES.get(id) || {};
    return [source.publisher, source.title || (source.publisher ? "" : sourceTitle(id)), source.published, source.url].filter(Boolean).join(", ");
  });
  return `${nameOf(given.id)} (${dateText(given.date)}). ${sources.join("; ")}`;
}

function drawPanel() {
  const panel = byId("panel");
  const id = state.selected;
  document.body.classList.toggle("with-panel", Boolean(id));
  panel.hidden = !id;
  if (!id) return;
  const event = EVENT_BY_ID.get(id);
  const statement = STATEMENT_BY_ID.get(id);
  const other = event && EVENT_BY_ID.get(state.compare);
  document.body.classList.toggle("comparing", Boolean(other));
  const content = event && other ? comparisonPanel(event, other) : event ? eventPanel(event) : statement ? statementPanel(statement) : thingPanel(id);
  const cite = html("button", { type: "button", click: () => copy(citation(), cite) }, WORDS.cite);
  const share = html("button", { type: "button", click: () => copy(location.href, share) }, WORDS.link);
  const focus = (/** @type {number} */ hops, /** @type {string} */ text) =>
    html("button", { type: "button", "aria-pressed": String(state.focus === id && state.hops === hops), click: () => change({ focus: id, hops }) }, text);
  const tools = html("div", { class: "tools" }, event ? comparer(event) : null, ...(statement ? [] : [focus(1, WORDS.focusOne), focus(2, WORDS.focusTwo)]), citation() ? cite : null, share);
  panel.replaceChildren(html("button", { type: "button", class: "close", "aria-label": WORDS.close, click: () => choose("") }, "×"),
    ...content.filter((node) => node !== null && node !== undefined), tools);
  panel.scrollTop = 0;
}
