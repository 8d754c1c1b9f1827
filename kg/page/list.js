// The rows on a narrow screen: one card for every meeting, in time order, with what happened around it between them.

/** @param {Happening} event */
function card(event) {
  /** @type {Map<string, Participant[]>} */
  const groups = new Map();
  for (const participant of event.participants || []) {
    const group = groupAt(event, participant) || WORDS.others;
    groups.set(group, [...(groups.get(group) || []), participant]);
  }
  const who = [...groups].map(([group, people]) =>
    html("div", { class: "card-group" }, html("h4", { dir: "auto" }, group),
      html("ul", {}, ...people.slice(0, 12).map(cardPerson),
        people.length > 12 && html("li", {}, fill(WORDS.more, { count: counted(people.length - 12, "other") })))),
  );
  const chips = [event.status && event.status !== "held" && word("statusWord", event.status), (event.conflicts || []).length && WORDS.differ];
  return html("li", { class: `card status-${event.status || "held"}`, "data-id": event.id },
    html("button", { type: "button", class: "card-head", click: () => choose(event.id) },
      html("span", { class: isExact(event.date) ? "card-date" : "card-date vague" }, dateText(event.date)),
      html("span", { class: "card-label", dir: "auto" }, event.label),
      event.place && html("span", { class: "card-place", dir: "auto" }, `${placesOf(event).map(placeText).join(" / ")}${event.other_places ? " *" : ""}`),
      ...chips.filter(Boolean).map((chip) => html("span", { class: chip === WORDS.differ ? "pill warns" : "pill" }, String(chip)))),
    ...who);
}

/** @param {Participant} participant */
const cardPerson = (participant) =>
  html("li", { "data-id": participant.id },
    inlineMark(shapeOf(participant.role), `c${colourOf(participant.id)} ${doubt(participant)}`),
    html("span", {}, chooser(participant.id), standingNote(participant), participant.capacity && html("span", { class: "quiet", dir: "auto" }, postText(participant))));

/** What is no fact, or disputed, about somebody's part. @param {Participant} participant */
function standingNote(participant) {
  const text = [word("modality", participant.modality), participant.disputed ? `* ${WORDS.isDisputed}` : ""].filter(Boolean).join("; ");
  return text && html("span", { class: "quiet" }, text);
}

/** @param {LaneItem} item */
const aside = (item) =>
  html("li", { class: "aside", "data-id": item.id }, inlineMark(item.kind, `context-${item.kind}${item.date ? "" : " undated"}${item.denied ? " denied" : ""}`),
    html("span", {}, html("span", { class: "quiet" }, dateText(item.date)), chooser(item.id, item.label)));

/** @param {Scope} scoped @param {ReturnType<typeof cut>} shown */
function drawList(scoped, shown) {
  const middle = (/** @type {When | undefined} */ date) => {
    const days = extent(date);
    return days ? (days[0] + days[1]) / 2 : Infinity;
  };
  const cards = shown.events.map((event) => ({ day: middle(event.date), order: 1, node: card(event) }));
  const beside = (state.context ? layLanes(scoped) : []).flatMap((lane) =>
    lane.items.map((item) => ({ day: middle(item.at), order: item.date ? 0 : 2, node: aside(item) })),
  );
  const all = [...cards, ...beside].sort((a, b) => (a.day === b.day ? a.order - b.order : a.day - b.day));
  const list = html("ol", { class: "cards" }, ...all.map((item) => item.node));
  byId("rows").replaceChildren(all.length ? list : html("p", { class: "empty" }, WORDS.nothing));
}
