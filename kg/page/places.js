// Where they meet: countries, in them cities, in them venues, with how often, since when and until when.

/** @typedef {{key: string, name: string, level: number, place?: string, events: Happening[], disputed: boolean, inside: Map<string, Spot>}} Spot */

/** Meetings by country, city and venue; each counts at every level that is known, and where sources disagree at every place that one gives. @param {Happening[]} events @returns {{roots: Map<string, Spot>, without: number}} */
function byPlace(events) {
  /** @type {Map<string, Spot>} */
  const roots = new Map();
  let without = 0;
  for (const event of events) {
    const places = placesOf(event);
    if (!places.length) without++;
    for (const id of places) addPlace(roots, id, event);
  }
  return { roots, without };
}

/** @param {Map<string, Spot>} roots @param {string} id @param {Happening} event */
function addPlace(roots, id, event) {
  const place = THINGS.get(id) || { name: id, type: "place" };
  const country = place.type === "country" ? place.name : place.country || "";
  const city = place.type === "city" || place.type === "region" ? place.name : place.city || "";
  const steps = [country, city, ["country", "city", "region"].includes(place.type) ? "" : place.name];
  let siblings = roots;
  let key = "";
  steps.forEach((name, level) => {
    if (!name && level) return;
    key += `/${name}`;
    /** @type {Spot} */
    const spot = siblings.get(key) || { key, name, level, events: [], disputed: false, inside: new Map() };
    siblings.set(key, spot);
    if (!spot.events.includes(event)) spot.events.push(event);
    if (level === (place.type === "country" ? 0 : ["city", "region"].includes(place.type) ? 1 : 2)) {
      spot.place = id;
      spot.disputed ||= Boolean(event.other_places);
    }
    siblings = spot.inside;
  });
}

/** What of the meetings was not, or not yet, held. @param {Happening[]} events */
function notHeld(events) {
  const times = new Map();
  for (const { status } of events) if (status && status !== "held") times.set(status, (times.get(status) || 0) + 1);
  return [...times].map(([status, count]) => `${number(count)} ${word("statusWord", status)}`).join(", ");
}

/** @param {string | undefined} id */
function coordinates(id) {
  const place = id ? THINGS.get(id) : undefined;
  if (place?.latitude === undefined || place.longitude === undefined) return "";
  const degrees = (/** @type {number} */ value, /** @type {string[]} */ [positive, negative]) =>
    `${Math.abs(value).toLocaleString(DATA.language, { maximumFractionDigits: 2 })}° ${value < 0 ? negative : positive}`;
  return `${degrees(place.latitude, WORDS.compass.slice(0, 2))}, ${degrees(place.longitude, WORDS.compass.slice(2))}`;
}

/** @param {Spot} spot @param {number} most */
function placeRow(spot, most) {
  const dated = spot.events.filter((event) => extent(event.date));
  const [first, last] = [dated[0], dated[dated.length - 1]];
  const chosen = state.place === spot.name;
  const unheld = notHeld(spot.events);
  const name = spot.name
    ? html("button", { type: "button", class: "choose", dir: "auto", "aria-pressed": String(chosen), "data-place": spot.name, click: () => change({ place: chosen ? "" : spot.name }) }, spot.name)
    : html("span", { class: "quiet" }, WORDS.noCountry);
  const details = spot.place && html("button", { type: "button", class: "more-about", "data-id": spot.place, "aria-label": fill(WORDS.detailsOf, { name: spot.name }), click: () => choose(spot.place || "") }, "…");
  const bar = svg("svg", { width: 90, height: 12, "aria-hidden": "true" }, svg("rect", { width: Math.max(2, (90 * spot.events.length) / most), height: 12, rx: 2, class: "bin" }));
  return html("tr", { class: `level-${spot.level}` },
    html("th", { scope: "row" }, name, spot.disputed ? ` * ${WORDS.isDisputed}` : "", " ", details || null, html("span", { class: "quiet" }, coordinates(spot.place))),
    html("td", { class: "count" }, bar, " ", number(spot.events.length), unheld ? html("span", { class: "quiet" }, ` (${unheld})`) : null),
    html("td", {}, first ? dateText(first.date) : ""), html("td", {}, last ? dateText(last.date) : ""));
}

/** @param {Scope} scoped */
function drawPlaces(scoped) {
  const bright = lit();
  const events = scoped.events.filter((event) => !bright || bright.has(event.id));
  const { roots, without } = byPlace(events);
  const most = Math.max(1, ...[...roots.values()].map((spot) => spot.events.length));
  /** @type {HTMLElement[]} */
  const rows = [];
  const add = (/** @type {Map<string, Spot>} */ spots) => {
    const sorted = [...spots.values()].sort((a, b) => Number(!a.name) - Number(!b.name) || b.events.length - a.events.length || (a.name < b.name ? -1 : 1));
    for (const spot of sorted) {
      rows.push(placeRow(spot, most));
      add(spot.inside);
    }
  };
  add(roots);
  const heads = [WORDS.columns.place, WORDS.meetings, WORDS.first, WORDS.last];
  const note = without ? fill(WORDS.withoutPlace, { count: counted(without, "meeting") }) : "";
  const box = byId("places");
  const focused = document.activeElement;
  const spot = ["data-spot", "data-place"].map((name) => [name, focused?.getAttribute(name)]).find(([, value]) => value);
  const map = mapFigure(roots, Math.max(280, Math.min(900, box.clientWidth - (narrow.matches ? 36 : 56))));
  box.replaceChildren(...(map ? [map] : []), events.length - without
    ? html("table", {}, html("caption", {}, `${WORDS.placesCaption} ${note}`),
      html("thead", {}, html("tr", {}, ...heads.map((head) => html("th", { scope: "col" }, head)))), html("tbody", {}, ...rows))
    : html("p", { class: "empty" }, note || WORDS.nothing));
  if (spot) /** @type {HTMLElement | null} */ (box.querySelector(`[${spot[0]}="${CSS.escape(spot[1] || "")}"]`))?.focus();
  return { events: events.length - without };
}
