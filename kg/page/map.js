// The map of the places: coastlines that come with the page, a circle for every city, as large as it has meetings.

/** A circle: what is counted there, where it is, and the places that it stands for. @typedef {{name: string, title: string, events: Happening[], lon: number, lat: number, places: string[], disputed: boolean}} Marker */
/** What of the earth is drawn: its corner in the north-west, in degrees and pixels. @typedef {{west: number, north: number, x: number, y: number, width: number, height: number}} Frame */

const MAP = { margin: 34, largest: 20, largestNarrow: 14, smallest: 5, leastDegrees: 14, letters: 13 };

/** @param {string | undefined} id */
function positionOf(id) {
  const place = id ? THINGS.get(id) : undefined;
  return place?.latitude === undefined || place.longitude === undefined ? null : { lon: place.longitude, lat: place.latitude };
}

/**
 * A circle for every city with the venues in it, and for what lies in no city; the most used first.
 * @param {Map<string, Spot>} roots
 * @returns {{markers: Marker[], without: number}} and how many places have no coordinates, nor a city that does
 */
function markersOf(roots) {
  /** @type {Marker[]} */
  const markers = [];
  let without = 0;
  const add = (/** @type {Spot} */ spot, /** @type {Spot[]} */ inside, /** @type {Happening[]} */ events) => {
    const ids = [spot, ...inside].flatMap(({ place }) => (place ? [place] : []));
    const at = ids.map(positionOf).find((position) => position);
    if (!at) without += ids.length;
    else markers.push({ name: spot.name, title: placeText(ids[0]), events, ...at, places: inside.map(({ name }) => name), disputed: [spot, ...inside].some(({ disputed }) => disputed) });
  };
  for (const root of roots.values()) {
    if (root.place) add(root, [], root.events.filter((event) => placesOf(event).includes(root.place || "")));
    for (const spot of root.inside.values()) add(spot, [...spot.inside.values()], spot.events);
  }
  return { markers: markers.sort((a, b) => b.events.length - a.events.length || (a.name < b.name ? -1 : 1)), without };
}

/** The part of the earth that holds all markers, and at least some degrees; longitudes are counted on from its west. @param {Marker[]} markers @param {number} width @param {number} height @returns {Frame} */
function frameOf(markers, width, height) {
  // The widest gap between neighbours lies outside, so that Fiji and Samoa are neighbours.
  const lons = markers.map(({ lon }) => lon).sort((a, b) => a - b);
  const gaps = lons.map((lon, index) => (lons[index + 1] ?? lons[0] + 360) - lon);
  const widest = gaps.indexOf(Math.max(...gaps));
  const first = lons[(widest + 1) % lons.length];
  const across = 360 - gaps[widest];
  const lats = markers.map(({ lat }) => lat);
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const middle = { lon: first + across / 2, lat: (south + north) / 2 };
  // Degrees of longitude are drawn as wide as they are in the middle of the map.
  const squeeze = Math.max(0.3, Math.cos((middle.lat * Math.PI) / 180));
  const [across_, down] = [width - MAP.margin * 2, height - MAP.margin * 2];
  const y = Math.min(height / MAP.leastDegrees, across ? across_ / (across * squeeze) : Infinity, north > south ? down / (north - south) : Infinity);
  const x = y * squeeze;
  const top = Math.min(middle.lat + height / 2 / y, Math.max(90, height / 2 / y));
  return { west: middle.lon - width / 2 / x, north: Math.max(top, height / y - 90), x, y, width, height };
}

/** @param {Frame} frame @param {{lon: number, lat: number}} at */
const pointOn = (frame, { lon, lat }) => ({
  x: ((((lon - frame.west) % 360) + 360) % 360) * frame.x,
  y: (frame.north - lat) * frame.y,
});

/** Land and, every few degrees, a line. @param {Frame} frame */
function drawLand(frame) {
  const land = svg("g", { "aria-hidden": "true" }, svg("rect", { width: frame.width, height: frame.height, class: "sea" }));
  const east = frame.west + frame.width / frame.x;
  const step = [2, 5, 10, 30].find((degrees) => degrees * frame.y > 60) || 45;
  let lines = "";
  for (let lon = Math.ceil(frame.west / step) * step; lon < east; lon += step) lines += `M${((lon - frame.west) * frame.x).toFixed(1)} 0V${frame.height}`;
  for (let lat = Math.ceil((frame.north - frame.height / frame.y) / step) * step; lat < frame.north; lat += step) lines += `M0 ${((frame.north - lat) * frame.y).toFixed(1)}H${frame.width}`;
  // The outlines reach some degrees beyond the 180th meridian.
  for (let turn = Math.ceil((frame.west - 200) / 360) * 360; turn < east + 180; turn += 360) {
    const matrix = [frame.x / DATA.land.units, 0, 0, frame.y / DATA.land.units, (turn - frame.west) * frame.x, frame.north * frame.y];
    land.append(svg("path", { d: DATA.land.path, transform: `matrix(${matrix.map((value) => Number(value.toFixed(4))).join(" ")})`, class: "land", "fill-rule": "evenodd" }));
  }
  land.append(svg("path", { d: lines, class: "graticule" }));
  return land;
}

/** Where a label finds room beside its circle, if anywhere. @typedef {{left: number, top: number, right: number, bottom: number}} Box */
/** @param {number} x @param {number} y @param {number} radius @param {string} text @param {Frame} frame @param {Box[]} taken */
function placeLabel(x, y, radius, text, frame, taken) {
  const wide = textWidth(text, MAP.letters, 600);
  const half = MAP.letters / 2 + 2;
  const spots = /** @type {[number, number, string][]} */ ([[x + radius + 5, y, "start"], [x - radius - 5, y, "end"], [x, y - radius - 10, "middle"], [x, y + radius + 10, "middle"]]);
  for (const [at, middle, anchor] of spots) {
    const left = anchor === "start" ? at : anchor === "end" ? at - wide : at - wide / 2;
    const box = { left: left - 2, top: middle - half, right: left + wide + 2, bottom: middle + half };
    if (box.left < 0 || box.right > frame.width || box.top < 0 || box.bottom > frame.height) continue;
    if (taken.some((other) => other.left < box.right && box.left < other.right && other.top < box.bottom && box.top < other.bottom)) continue;
    taken.push(box);
    return svg("text", { x: at, y: middle + 4.5, "text-anchor": anchor, class: "map-label" }, text);
  }
  return null;
}

/** What a circle says to somebody who cannot see it. @param {Marker} marker */
function markerTitle(marker) {
  const unheld = notHeld(marker.events);
  const count = `${counted(marker.events.length, "meeting")}${unheld ? ` (${unheld})` : ""}`;
  return [`${marker.title}: ${count}`, marker.places.join(", "), marker.disputed ? WORDS.isDisputed : ""].filter(Boolean).join("; ");
}

/** @param {Marker[]} markers the most used first @param {number} width */
function drawMap(markers, width) {
  const height = Math.round(Math.min(360, Math.max(220, width * 0.36)));
  const frame = frameOf(markers, width, height);
  const drawing = svg("svg", { class: "map", width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": WORDS.map });
  drawing.append(drawLand(frame));
  const most = Math.max(...markers.map(({ events }) => events.length));
  const circles = markers.map((marker) => ({ marker, ...pointOn(frame, marker), radius: Math.max(MAP.smallest, (width < 500 ? MAP.largestNarrow : MAP.largest) * Math.sqrt(marker.events.length / Math.max(most, 4))) }));
  const taken = circles.map(({ x, y, radius }) => ({ left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }));
  const labels = svg("g", { "aria-hidden": "true" });
  for (const { marker, x, y, radius } of circles) {
    const chosen = state.place === marker.name;
    const took = marker.events.some((event) => event.took_place);
    const item = svg("g", { class: `spot${took ? "" : " untaken"}`, "data-spot": marker.name, "aria-pressed": String(chosen), "aria-label": markerTitle(marker),
      ...pressable(() => change({ place: chosen ? "" : marker.name })) });
    item.append(svg("circle", { cx: x, cy: y, r: Math.max(radius + 3, 13), class: "hit" }), svg("circle", { cx: x, cy: y, r: radius, class: "at" }), svg("title", {}, markerTitle(marker)));
    drawing.append(item);
    const label = placeLabel(x, y, radius, `${marker.name} ${number(marker.events.length)}${marker.disputed ? " *" : ""}`, frame, taken);
    if (label) labels.append(label);
  }
  drawing.append(labels);
  rove([...drawing.querySelectorAll(".spot")]);
  return drawing;
}

/** The map with what it does not show in words; nothing where no place has coordinates. @param {Map<string, Spot>} roots @param {number} width */
function mapFigure(roots, width) {
  const { markers, without } = markersOf(roots);
  if (!DATA.land || !markers.length) return null;
  const drawing = drawMap(markers, width);
  const circle = svg("svg", { width: 18, height: 18, viewBox: "-9 -9 18 18", "aria-hidden": "true" }, svg("g", { class: "untaken" }, svg("circle", { r: 7, class: "at" })));
  return html("figure", {}, drawing, html("figcaption", { class: "legend", id: "places-legend" }, html("ul", {},
    drawing.querySelector(".untaken") && html("li", {}, circle, WORDS.noneHeld),
    without > 0 && html("li", {}, fill(WORDS.offMap, { count: counted(without, "place") })),
    html("li", {}, WORDS.mapSource))));
}
