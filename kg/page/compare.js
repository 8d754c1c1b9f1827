// Two meetings side by side: what was the same, who stayed, who came, who left, whose role or post changed.

/** What somebody was at a meeting: post and roles. @param {Participant} participant */
const standing = (participant) =>
  [participant.capacity, ...(participant.roles || [participant.role]).map((role) => word("role", role)), word("modality", participant.modality)].filter(Boolean).join(", ");

/** Everybody who is not said to have been absent. @param {Happening} event @returns {Map<string, Participant>} */
const present = (event) => new Map((event.participants || []).filter(({ modality }) => modality !== "denied").map((participant) => [participant.id, participant]));

/** Heads of every delegation, by whom it represents. @param {Happening} event @returns {Map<string, string>} */
const headsOf = (event) =>
  new Map((event.delegations || []).map((delegation) => [(delegation.represents || []).join(", ") || delegation.name, (delegation.heads || []).join(" / ")]));

/** Another post is a change only where both are known. @param {Participant} before @param {Participant} after */
function hasChanged(before, after) {
  const roles = (/** @type {Participant} */ participant) => `${(participant.roles || [participant.role]).join()} ${participant.modality || ""}`;
  return Boolean(before.capacity && after.capacity && before.capacity !== after.capacity) || roles(before) !== roles(after);
}

/** @param {string} field @param {string | undefined} first @param {string | undefined} second */
function comparedRow(field, first, second) {
  if (!first && !second) return null;
  const change = !first || !second ? "notKnown" : first === second ? "same" : "changed";
  const cell = (/** @type {string | undefined} */ text) => html("td", { dir: "auto" }, text || "–");
  return html("tr", { class: change }, html("th", { scope: "row" }, field, html("span", { class: "quiet" }, WORDS.change[change])), cell(first), cell(second));
}

/** @param {string} title @param {[string, string][]} people identifiers with what they were */
const comparedPeople = (title, people) =>
  part(`${title} (${number(people.length)})`, bullets(people.slice(0, 200).map(([id, was]) =>
    html("li", { "data-id": id }, inlineMark("member", `c${colourOf(id)}`), html("span", {}, chooser(id), html("span", { class: "quiet", dir: "auto" }, was)))), "people"));

/** @param {Happening} one @param {Happening} other */
function comparisonPanel(one, other) {
  const [first, second] = (ORDER.get(one.id) || 0) <= (ORDER.get(other.id) || 0) ? [one, other] : [other, one];
  const [before, after] = [present(first), present(second)];
  const [headsBefore, headsAfter] = [headsOf(first), headsOf(second)];
  /** @type {Record<string, [string, string][]>} */
  const people = { stayed: [], changed: [], left: [], came: [] };
  for (const [id, then] of before) {
    const now = after.get(id);
    if (!now) people.left.push([id, standing(then)]);
    else if (hasChanged(then, now)) people.changed.push([id, `${standing(then)} → ${standing(now)}`]);
    else people.stayed.push([id, standing(now)]);
  }
  for (const [id, now] of after) if (!before.has(id)) people.came.push([id, standing(now)]);
  const place = (/** @type {Happening} */ event) => (event.place ? placeText(event.place) : "");
  const head = (/** @type {Happening} */ event) => html("th", { scope: "col" }, chooser(event.id, event.label));
  return [
    html("h2", {}, WORDS.compared),
    html("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": WORDS.compared }, html("table", { class: "compared" },
      html("thead", {}, html("tr", {}, html("td"), head(first), head(second))),
      html("tbody", {},
        comparedRow(WORDS.columns.date, dateText(first.date), dateText(second.date)),
        comparedRow(WORDS.columns.place, place(first), place(second)),
        comparedRow(WORDS.columns.status, word("statusWord", first.status), word("statusWord", second.status)),
        comparedRow(WORDS.outcome, first.outcome, second.outcome),
        ...[...new Set([...headsBefore.keys(), ...headsAfter.keys()])].sort().map((name) =>
          comparedRow(fill(WORDS.headOf, { name }), headsBefore.get(name), headsAfter.get(name)))))),
    comparedPeople(WORDS.people.changed, people.changed), comparedPeople(WORDS.people.stayed, people.stayed),
    comparedPeople(WORDS.people.came, people.came), comparedPeople(WORDS.people.left, people.left),
    html("p", { class: "quiet" }, WORDS.notNamed),
  ];
}

/** A choice of the meeting to compare with, those of the same series first, then the nearest in time. @param {Happening} event */
function comparer(event) {
  const others = EVENTS.filter((other) => isMeeting(other) && other !== event);
  if (!isMeeting(event) || !others.length) return null;
  const akin = (/** @type {Happening} */ other) => Number(Boolean(event.series) && other.series === event.series);
  const away = (/** @type {Happening} */ other) => Math.abs((ORDER.get(other.id) || 0) - (ORDER.get(event.id) || 0));
  others.sort((a, b) => akin(b) - akin(a) || away(a) - away(b));
  const select = html("select", { "aria-label": WORDS.compareWith, change: () => change({ compare: /** @type {HTMLSelectElement} */ (select).value }) },
    html("option", { value: "" }, WORDS.compareWith),
    ...others.slice(0, 100).map((other) => html("option", { value: other.id, selected: other.id === state.compare, dir: "auto" }, `${dateText(other.date)}: ${other.label}`.slice(0, 120))));
  return select;
}
