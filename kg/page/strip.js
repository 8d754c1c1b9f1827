// The strip: how many events there were when, on a true scale of time, and the range that the views show.

/** Events per unit of time: those certain to fall there, and the shares of those that may. @typedef {{first: number, last: number, unit: number, bins: number[], shares: number[]}} Histogram */
const STRIP = { height: 58, floor: 40, edge: 12 };
/** @type {Histogram | null | undefined} */
let histogram;
/** @type {ReturnType<typeof setInterval> | undefined} */
let playing;

/** Events by their date; one of uncertain date is spread evenly over its possible days. @returns {Histogram | null} */
function countEvents() {
  const dates = EVENTS.flatMap(({ date }) => (extent(date) ? [/** @type {When} */ (date)] : []));
  const days = dates.map((date) => /** @type {[number, number]} */ (extent(date)));
  if (!days.length) return null;
  let first = Infinity;
  let last = -Infinity;
  for (const [from, to] of days) {
    first = Math.min(first, from);
    last = Math.max(last, to);
  }
  const unit = [1, 7, 30.4375, 91.3125, 365.25, 3652.5].find((unit) => (last - first + 1) / unit <= 130) || 36525;
  const bins = new Array(Math.max(1, Math.ceil((last - first + 1) / unit))).fill(0);
  const shares = bins.slice();
  const bin = (/** @type {number} */ day) => Math.floor((day - first) / unit);
  for (const date of dates) {
    const [from, to] = [date.earliest ? dayNumber(date.earliest) : first, date.latest ? dayNumber(date.latest) : last];
    const [start, end] = [bin(from), bin(to)];
    for (let index = start; index <= end; index++) {
      if (isExact(date)) bins[index]++;
      else shares[index] += 1 / (end - start + 1);
    }
  }
  return { first, last, unit, bins, shares };
}

/** Months, years or decades to write below the axis. @param {number} first @param {number} last @param {number} room */
function ticks(first, last, room) {
  const start = new Date(first * 86400000);
  const steps = [[1, "day"], [7, "day"], [1, "month"], [3, "month"], [12, "month"], [60, "month"], [120, "month"], [600, "month"], [1200, "month"], [6000, "month"]];
  for (const [step, kind] of /** @type {[number, string][]} */ (steps)) {
    const size = step * (kind === "day" ? 1 : 30.4);
    if ((last - first) / size > room) continue;
    const found = [];
    if (kind === "day") {
      for (let day = first; day <= last; day += step) found.push({ day, text: short(day, { day: "numeric", month: "short" }) });
    } else {
      const month = start.getUTCFullYear() * 12 + start.getUTCMonth();
      for (let next = Math.ceil((month + (start.getUTCDate() > 1 ? 1 : 0)) / step) * step; ; next += step) {
        const date = new Date(0);
        date.setUTCFullYear(Math.floor(next / 12), next % 12, 1);
        const day = Math.round(date.getTime() / 86400000);
        if (day > last) break;
        found.push({ day, text: step < 12 ? short(day, { month: "short", year: "numeric" }) : String(date.getUTCFullYear()) });
      }
    }
    return found;
  }
  return [];
}

function drawStrip() {
  const strip = byId("strip");
  if (histogram === undefined) histogram = countEvents();
  if (!histogram || histogram.first === histogram.last) return;
  const { first, last, unit, bins, shares } = histogram;
  strip.hidden = false;
  if (!strip.firstChild) buildStrip(strip);
  const chart = byId("strip-chart");
  const width = Math.max(chart.clientWidth, 200);
  const scale = (width - STRIP.edge * 2) / (last - first + 1);
  const x = (/** @type {number} */ day) => STRIP.edge + (day - first) * scale;
  const most = Math.max(...bins.map((count, index) => count + shares[index]));
  const drawing = svg("svg", { width, height: STRIP.height, class: "strip-svg" });
  drawing.append(svg("rect", { x: 0, y: 0, width, height: STRIP.height, class: "ground" }));
  for (const tick of ticks(first, last, width / 84)) {
    drawing.append(svg("line", { x1: x(tick.day), x2: x(tick.day), y1: STRIP.floor, y2: STRIP.floor + 4, class: "tick" }));
    if (x(tick.day) < width - 40) drawing.append(svg("text", { x: x(tick.day), y: STRIP.height - 3, class: "tick-text" }, tick.text));
  }
  drawing.append(svg("line", { x1: STRIP.edge, x2: width - STRIP.edge, y1: STRIP.floor, y2: STRIP.floor, class: "tick" }));
  const [from, until] = range();
  bins.forEach((count, index) => {
    const [start, end] = [first + index * unit, Math.min(first + (index + 1) * unit, last + 1)];
    const tall = (/** @type {number} */ events, /** @type {number} */ least) => (events ? Math.max(least, (events / most) * (STRIP.floor - 6)) : 0);
    const [sure, unsure] = [tall(count, 5), tall(shares[index], 4)];
    const side = end > from && start <= until ? "" : " outside";
    if (unsure) drawing.append(svg("rect", { x: x(start), y: STRIP.floor - sure - unsure, width: (end - start) * scale, height: unsure, class: `bin unsure${side}` }));
    if (sure) drawing.append(svg("rect", { x: x(start) + 0.5, y: STRIP.floor - sure, width: Math.max(3, Math.min((end - start) * scale - 1, 40)), height: sure, rx: 1, class: `bin${side}` }));
  });
  const handle = (/** @type {"from" | "until"} */ edge, /** @type {number} */ day, /** @type {number} */ at) =>
    svg("rect", { x: at - 4, y: 2, width: 8, height: STRIP.floor, rx: 3, class: "handle", tabindex: 0, role: "slider", "data-edge": edge,
      "aria-label": WORDS[edge], "aria-valuemin": first, "aria-valuemax": last, "aria-valuenow": day, "aria-valuetext": dayText(day), keydown: (press) => moveEdge(press, edge) });
  drawing.append(svg("rect", { x: x(from), y: 2, width: Math.max(2, x(until + 1) - x(from)), height: STRIP.floor - 2, class: "window" }),
    handle("from", from, x(from)), handle("until", until, x(until + 1)));
  drawing.addEventListener("pointerdown", (press) => brush(/** @type {PointerEvent} */ (press), drawing, (px) => first + (px - STRIP.edge) / scale));
  drawing.addEventListener("dblclick", () => change({ from: "", until: "" }));
  const focused = document.activeElement?.getAttribute("data-edge");
  chart.replaceChildren(drawing);
  if (focused) /** @type {SVGElement | null} */ (drawing.querySelector(`[data-edge="${focused}"]`))?.focus();
  const [chosen, button] = [byId("range"), byId("reset")];
  chosen.textContent = `${short(from, { dateStyle: "medium" })} – ${short(until, { dateStyle: "medium" })}`;
  /** @type {HTMLButtonElement} */ (button).disabled = !state.from && !state.until;
}

/** @param {HTMLElement} strip */
function buildStrip(strip) {
  const undated = EVENTS.filter((event) => !extent(event.date)).length;
  const notes = [undated && fill(WORDS.stripUndated, { count: counted(undated, "event") }), histogram?.shares.some(Boolean) && WORDS.stripUnsure].filter(Boolean);
  strip.append(
    html("button", { type: "button", id: "play", click: play }, WORDS.play),
    html("div", { id: "strip-chart", title: WORDS.stripHelp }),
    html("div", { class: "chosen" }, html("span", { id: "range", "aria-live": "polite" }),
      html("button", { type: "button", id: "reset", click: () => change({ from: "", until: "" }) }, WORDS.reset),
      notes.length ? html("span", { class: "quiet" }, notes.join("; ")) : null),
  );
}

/** The chosen range in days, within what the strip shows. @returns {[number, number]} */
function range() {
  const { first, last } = /** @type {Histogram} */ (histogram);
  const inside = (/** @type {number} */ day) => Math.max(first, Math.min(last, day));
  const from = state.from ? inside(dayNumber(state.from)) : first;
  return [from, Math.max(from, state.until ? inside(dayNumber(state.until)) : last)];
}

/** @param {number} from @param {number} until */
function chooseRange(from, until) {
  const { first, last } = /** @type {Histogram} */ (histogram);
  change({ from: from <= first ? "" : dayText(from), until: until >= last ? "" : dayText(until) });
}

/** @param {PointerEvent} press @param {Element} drawing @param {(px: number) => number} toDay */
function brush(press, drawing, toDay) {
  if (press.button) return;
  stop();
  const { first, last } = /** @type {Histogram} */ (histogram);
  const left = drawing.getBoundingClientRect().left;
  const day = (/** @type {PointerEvent} */ at) => Math.max(first, Math.min(last, Math.floor(toDay(at.clientX - left))));
  const edge = /** @type {Element} */ (press.target).getAttribute("data-edge");
  const [from, until] = range();
  const anchor = edge === "from" ? until : edge === "until" ? from : day(press);
  const start = press.clientX;
  let moved = false;
  const move = (/** @type {PointerEvent} */ at) => {
    if (!moved && Math.abs(at.clientX - start) < 4) return;
    moved = true;
    chooseRange(Math.min(anchor, day(at)), Math.max(anchor, day(at)));
  };
  const end = () => {
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", end);
    window.removeEventListener("pointercancel", end);
  };
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", end);
  window.addEventListener("pointercancel", end);
}

/** @param {KeyboardEvent} press @param {"from" | "until"} edge */
function moveEdge(press, edge) {
  const { first, last, unit } = /** @type {Histogram} */ (histogram);
  const far = Math.max(1, Math.round(unit));
  const step = { ArrowLeft: -far, ArrowDown: -far, ArrowRight: far, ArrowUp: far, PageDown: -far * 10, PageUp: far * 10, Home: -Infinity, End: Infinity }[press.key];
  if (!step) return;
  press.preventDefault();
  stop();
  const [from, until] = range();
  const to = (/** @type {number} */ day) => Math.max(first, Math.min(last, day + step));
  if (edge === "from") chooseRange(Math.min(to(from), until), until);
  else chooseRange(from, Math.max(to(until), from));
}

/** Show the meetings one after the other, from the first to the last. */
function play() {
  if (playing) return stop();
  const days = [...new Set(EVENTS.map((event) => extent(event.date)?.[1]).filter((day) => day !== undefined))].sort((a, b) => a - b);
  const steps = days.filter((_, index) => index % Math.ceil(days.length / 60) === 0 || index === days.length - 1);
  const { first } = /** @type {Histogram} */ (histogram);
  byId("play").textContent = WORDS.pause;
  const next = () => {
    const day = steps.shift();
    if (day === undefined) return stop();
    chooseRange(first, day);
  };
  playing = setInterval(next, 700);
  next();
}
function stop() {
  clearInterval(playing);
  playing = undefined;
  byId("play").textContent = WORDS.play;
}
