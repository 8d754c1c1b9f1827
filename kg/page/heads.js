// The heads of the columns: when, what, where, and what is unusual about a meeting.

/** What a column says to somebody who cannot see it. @param {Happening} event */
function columnTitle(event) {
  const who = (event.participants || []).slice(0, 30).map(({ id }) => nameOf(id));
  return [dateText(event.date), event.label, word("kind", event.kind), word("statusWord", event.status),
    placesOf(event).map(placeText).join(" / "), who.join(", ")].filter(Boolean).join("; ");
}

const MONTHS = /\b(Jan|Feb|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ust|ember|tember|ober)\b/g;

/** A date as a narrow column has it. @param {Happening} event */
const shortDate = (event) => dateText(event.date).replace(MONTHS, "$1");

/** The width of a column below which the dates stand upright: where the longest word of one has no room. @param {Happening[]} events */
function uprightBelow(events) {
  const words = new Set(events.flatMap((event) => shortDate(event).split(/\s+/)));
  return Math.max(UPRIGHT, ...[...words].map((one) => Math.ceil(textWidth(one, SIZE.label, 650)) + 17));
}

/** Lines of a column's head. @param {Happening} event @param {number} width @param {boolean} upright */
function layHead(event, width, upright) {
  const text = dateText(event.date);
  if (upright) {
    const [line] = wrap(`${shortDate(event)}${(event.conflicts || []).length ? " *" : ""}`, 110, 1, SIZE.small, 650);
    return { upright, date: [line], label: [], place: [], chips: [], step: 0, height: textWidth(line, SIZE.small, 650) + 8 };
  }
  const inner = width - 16;
  const wide = width >= 120;
  const date = wrap(wide ? text : shortDate(event), inner, 4, wide ? SIZE.head : SIZE.label, 650);
  const label = wide ? wrap(event.label, inner, 3, SIZE.label) : [];
  const named = event.place ? (wide ? shortPlace(event.place) : THINGS.get(event.place)?.city || nameOf(event.place)) : "";
  const where = named && event.other_places ? `${named} *` : named;
  const place = where ? wrap(where, inner, wide ? 2 : 1, wide ? SIZE.label : SIZE.small) : [];
  const chips = [];
  if (event.status && event.status !== "held") chips.push(word("statusWord", event.status));
  if ((event.conflicts || []).length) chips.push(wide ? WORDS.differ : WORDS.differShort);
  const step = wide ? 19 : 16;
  return { upright, date, label, place, chips, step, height: 26 + date.length * step + (label.length + place.length) * 17 + chips.length * 21 };
}

/** A venue with its city, or a city: the country is said in the rows. @param {string} id */
function shortPlace(id) {
  const place = THINGS.get(id);
  return place ? [...new Set([place.name, place.city].filter(Boolean))].join(", ") : id;
}

/** @param {Happening} event @param {ReturnType<typeof layHead>} laid @param {number} index @param {number} width @param {number} height */
function drawHead(event, laid, index, width, height) {
  const x = width * index;
  const inset = Math.min(3, width / 12);
  const middle = x + width / 2;
  const item = svg("g", { class: `head status-${event.status || "held"}`, "data-id": event.id,
    "aria-label": columnTitle(event), ...pressable(() => choose(event.id)) });
  item.append(svg("rect", { x: x + inset, y: 3, width: width - inset * 2, height: height - 6, rx: 6, class: "hit" }));
  if (laid.upright) {
    const upright = `date upright${isExact(event.date) ? "" : " unsure-date"}`;
    item.append(svg("text", { transform: `translate(${middle + 4} ${height - 10}) rotate(-90)`, class: upright }, laid.date[0]), svg("title", {}, columnTitle(event)));
    return item;
  }
  let y = 26;
  item.append(textLines(laid.date, middle, y, laid.step, { class: width >= 120 ? "date" : "date narrow" }));
  y += (laid.date.length - 1) * laid.step;
  if (!isExact(event.date)) {
    const half = Math.min(width / 2 - 10, 44);
    item.append(svg("line", { x1: middle - half, x2: middle + half, y1: y + 6, y2: y + 6, class: "vague" }));
  }
  if (laid.label.length) item.append(textLines(laid.label, middle, y + 23, 17, { class: "head-label" }));
  y += laid.label.length * 17;
  if (laid.place.length) item.append(textLines(laid.place, middle, y + 23, 17, { class: width >= 120 ? "head-place" : "head-place narrow" }));
  y += laid.place.length * 17 + 14;
  for (const chip of laid.chips) {
    const size = width >= 120 ? SIZE.small : 11;
    const [text] = wrap(chip, width - 18, 1, size, 600);
    const wide = textWidth(text, size, 600) + 12;
    const warns = [WORDS.differ, WORDS.differShort].includes(chip) ? " warns" : "";
    item.append(svg("rect", { x: middle - wide / 2, y, width: wide, height: 18, rx: 9, class: `chip${warns}` }));
    item.append(svg("text", { x: middle, y: y + 13.5, class: `chip-text${warns}`, "font-size": size }, text));
    y += 21;
  }
  item.append(svg("title", {}, columnTitle(event)));
  return item;
}
