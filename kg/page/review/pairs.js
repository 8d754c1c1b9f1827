// Who is the same: pairs of names with what speaks for it, and what was judged before.

/** @typedef {{id: string, names: string[], stored: boolean, files: number, words: string}} Side */
/** @typedef {{one: Side, other: Side, reason: string, why: string, verdict: string, together: boolean}} Pair */

const PAIR_VERDICTS = /** @type {const} */ ([["same", "The same"], ["different", "Not the same"]]);
const pairs = /** @type {Pair[]} */ (JSON.parse(byId("data").textContent || "{}").pairs);
/** @param {Pair} pair */
const pairKey = (pair) => `pair ${pair.one.id} ${pair.other.id}`;
/** @param {Pair} pair */
const pairWords = (pair) => [pair.why, pair.reason, ...[pair.one, pair.other].flatMap((side) => [side.id, side.words, ...side.names])].join("\n").toLowerCase();

/** @param {Side} side */
function sideOf(side) {
  const told = [side.stored ? "the store" : "", side.files ? `${side.files} of the files` : ""].filter(Boolean).join(" and ");
  return html("div", { class: "one" },
    html("p", { class: "says", dir: "auto" }, side.names.join(" / ") || side.id),
    html("p", { class: "about-fact" }, html("span", { dir: "auto" }, side.id), told && html("span", {}, `in ${told}`)),
    side.words && html("p", { class: "passage", dir: "auto" }, side.words));
}

/** @param {Pair} pair */
function pairItem(pair) {
  const key = pairKey(pair);
  const button = (/** @type {string} */ verdict, /** @type {string} */ text) =>
    html("button", { type: "button", "data-verdict": verdict, click: () => judge([pair], said.get(key) === verdict ? "" : verdict) }, text);
  return html("li", { class: "fact pair", tabindex: "-1", "data-key": key, "aria-label": pair.why },
    html("div", { class: "two" }, sideOf(pair.one), sideOf(pair.other)),
    html("div", { class: "verdicts" }, ...PAIR_VERDICTS.map(([verdict, text]) => button(verdict, text))),
    html("p", { class: "passage", dir: "auto" }, pair.why),
    html("p", { class: "about-fact" }, html("span", { dir: "auto" }, `as one they are ${pair.other.id}`)));
}

/** The pairs that the search finds, and of those that were judged before only the wanted ones. */
const pairsShown = () => pairs.filter((pair) => pairWords(pair).includes(/** @type {HTMLInputElement} */ (byId("search")).value.trim().toLowerCase()));

/** @param {Pair[]} shown @returns {Node[]} */
function pairItems(shown) {
  /** @type {Node[]} */
  const items = [];
  let reason = "";
  for (const pair of shown) {
    if (pair.reason !== reason) {
      reason = pair.reason;
      const alike = pairs.filter((each) => each.reason === reason && each.together);
      const all = () => judge(alike.filter((each) => !said.get(pairKey(each))), "same");
      items.push(html("li", { class: "reason" }, html("h3", {}, reason),
        alike.length > 1 && html("button", { type: "button", click: all }, `All ${alike.length} are the same`)));
    }
    items.push(pairItem(pair));
  }
  return items;
}

/** Decide about pairs. @param {Pair[]} about @param {string} verdict */
function judge(about, verdict) {
  step(about.map(pairKey), verdict);
}

/** Pairs that are judged otherwise than before. @param {Map<string, string>} than */
const pairChanges = (than) =>
  pairs.filter((pair) => said.get(pairKey(pair)) !== than.get(pairKey(pair)))
    .map((pair) => ({ one: pair.one.id, other: pair.other.id, verdict: said.get(pairKey(pair)), before: pair.verdict, reason: pair.why }));
