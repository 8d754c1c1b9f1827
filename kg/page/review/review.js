// Deciding about facts: a list with filters, keys, undo, and a file of decisions at the end.

/** @typedef {{text: string, marks: [number, number][]}} Passage */
/** @typedef {{id: string, digest: string, missing: string, says: string[], tier: string, kind: string, rule: string, confidence: number | null, about: string, review: string, passages: Passage[], needs: string[], parts: string[]}} Fact */
/** @typedef {{source: string, content: string, name: string, publisher: string | null, published: string | null, facts: Fact[]}} Sheet */
/** @typedef {{file: number, fact: Fact, key: string, words: string}} Row */

const AT_ONCE = 200;
const sheets = /** @type {Sheet[]} */ (JSON.parse(byId("data").textContent || "{}").files);

/** @type {Row[]} */
const rows = sheets.flatMap((sheet, file) =>
  sheet.facts.map((fact) => ({
    file,
    fact,
    key: `${file} ${fact.id}`,
    words: [fact.id, ...fact.says, ...fact.passages.map((each) => each.text)].join("\n").toLowerCase(),
  })),
);
/** What is decided about every fact and pair, by the key of its row. @type {Map<string, string>} */
const said = new Map(rows.map((row) => [row.key, row.fact.review]));
for (const pair of pairs) said.set(pairKey(pair), pair.verdict);
/** Whether it is asked who is the same, not what is so. */
let pairing = !rows.length && pairs.length > 0;
const before = new Map(said);
/** What was decided before each step. @type {Map<string, string>[]} */
const undone = [];
let saved = new Map(said);
let limit = AT_ONCE;
/** @type {Row[]} */
let shown = [];
/** Facts that were decided since the filters last changed stay in sight. @type {Set<string>} */
const kept = new Set();

const field = (/** @type {string} */ id) => /** @type {HTMLSelectElement} */ (byId(id));

/** @param {string} id @param {[string, string][]} options */
function offer(id, options) {
  field(id).replaceChildren(...options.map(([value, text]) => html("option", { value }, text)));
  if (options.length < 3) field(id).hidden = true;
}

const all = (/** @type {(row: Row) => string} */ of) => [...new Set(rows.map(of))].sort();

/** @param {Row} row */
function fits(row) {
  const { fact } = row;
  const decided = said.get(row.key) || "";
  const wanted = field("review").value;
  const least = Number(field("confidence").value || 0);
  return (
    (!wanted || wanted === decided || kept.has(row.key)) &&
    (!field("file").value || Number(field("file").value) === row.file) &&
    (!field("tier").value || fact.tier <= field("tier").value) &&
    (!field("kind").value || fact.kind === field("kind").value) &&
    (!least || (fact.confidence !== null && fact.confidence >= least)) &&
    row.words.includes(/** @type {HTMLInputElement} */ (byId("search")).value.trim().toLowerCase())
  );
}

/** The words of an article, the ones that a fact rests on marked. @param {Passage} passage */
function passageOf(passage) {
  const letters = Array.from(passage.text);
  const words = (/** @type {number} */ start, /** @type {number | undefined} */ end) => letters.slice(start, end).join("");
  /** @type {(Node | string)[]} */
  const parts = [];
  let at = 0;
  for (const [start, end] of passage.marks) {
    parts.push(words(at, start), html("mark", {}, words(start, end)));
    at = end;
  }
  return html("p", { class: "passage", dir: "auto" }, ...parts, words(at, undefined));
}

/** @param {Row} row */
function itemOf(row) {
  const { fact } = row;
  const notes = [`tier ${fact.tier}`, fact.kind];
  if (fact.confidence !== null) notes.push(`right ${Math.round(fact.confidence * 100)} times in 100`);
  if (fact.missing) notes.unshift(fact.missing);
  if (fact.rule) notes.push(`rule ${fact.rule}`);
  const button = (/** @type {string} */ verdict, /** @type {string} */ text) =>
    html("button", { type: "button", "data-verdict": verdict, click: () => decide([row], said.get(row.key) === verdict ? "pending" : verdict) }, text);
  return html(
    "li",
    { class: "fact", tabindex: "-1", "data-key": row.key, "aria-label": fact.says.join("; ") },
    html("div", {}, ...fact.says.map((line) => html("p", { class: "says", dir: "auto" }, line))),
    html("div", { class: "verdicts" }, button("accepted", "Accept"), button("rejected", "Reject")),
    html("div", {}, ...fact.passages.map(passageOf)),
    html("p", { class: "about-fact" }, ...notes.map((note) => html("span", { dir: "auto" }, note))),
  );
}

/** Show the list anew. */
function draw() {
  document.body.classList.toggle("pairing", pairing);
  shown = rows.filter(fits);
  /** @type {Node[]} */
  const items = [];
  let file = -1;
  let about = "";
  for (const row of shown.slice(0, limit)) {
    if (row.file !== file) {
      const sheet = sheets[row.file];
      const from = [sheet.publisher, sheet.published, sheet.source].filter(Boolean).join(" · ");
      items.push(html("li", {}, html("h2", { dir: "auto" }, sheet.name, html("small", { dir: "auto" }, from))));
      [file, about] = [row.file, ""];
    }
    if (row.fact.about !== about) {
      about = row.fact.about;
      items.push(html("li", {}, html("h3", { dir: "auto" }, about || "Posts, statements and others")));
    }
    items.push(itemOf(row));
  }
  byId("facts").replaceChildren(...(pairing ? pairItems(pairsShown().slice(0, limit)) : items));
  const total = keysShown().length;
  byId("none").hidden = total > 0;
  byId("more").hidden = total <= limit;
  byId("more").textContent = `Show more (${total - limit} left)`;
  paint();
}

/** Show what is decided, without moving anything. */
function paint() {
  for (const item of byId("facts").querySelectorAll("[data-key]")) {
    const verdict = said.get(item.getAttribute("data-key") || "") || "";
    for (const each of ["accepted", "rejected", "same", "different"]) item.classList.toggle(each, verdict === each);
    for (const button of item.querySelectorAll("[data-verdict]"))
      button.setAttribute("aria-pressed", String(button.getAttribute("data-verdict") === verdict));
  }
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const verdict of said.values()) counts.set(verdict, (counts.get(verdict) || 0) + 1);
  const count = (/** @type {string} */ verdict) => counts.get(verdict) || 0;
  byId("status").textContent = pairing
    ? `${count("same")} the same, ${count("different")} not the same, ${count("")} open; ${pairsShown().length} of ${pairs.length} shown`
    : `${count("accepted")} accepted, ${count("rejected")} rejected, ${count("pending")} pending; ${shown.length} of ${rows.length} shown`;
  byId("show-facts").textContent = `Facts (${count("pending")} pending)`;
  byId("show-pairs").textContent = `Who is the same (${count("")} open)`;
  byId("show-facts").setAttribute("aria-pressed", String(!pairing));
  byId("show-pairs").setAttribute("aria-pressed", String(pairing));
  const open = shown.filter((row) => said.get(row.key) === "pending").length;
  byId("accept-shown").textContent = `Accept shown (${open})`;
  byId("reject-shown").textContent = `Reject shown (${open})`;
  for (const id of ["accept-shown", "reject-shown"]) /** @type {HTMLButtonElement} */ (byId(id)).disabled = !open;
  /** @type {HTMLButtonElement} */ (byId("undo")).disabled = !undone.length;
  /** @type {HTMLButtonElement} */ (byId("save")).disabled = !changed(before);
}

/** @param {Map<string, string>} than */
const changed = (than) => changes(than).length > 0 || pairChanges(than).length > 0;

/** Files with the facts that are decided otherwise than before, and what each said and was when the page was made. @param {Map<string, string>} than */
function changes(than) {
  return sheets
    .map((sheet, file) => {
      const key = (/** @type {Fact} */ fact) => `${file} ${fact.id}`;
      const facts = sheet.facts.filter((fact) => said.get(key(fact)) !== than.get(key(fact)));
      return {
        source: sheet.source,
        content: sheet.content,
        decisions: Object.fromEntries(facts.map((fact) => [fact.id, said.get(key(fact))])),
        before: Object.fromEntries(facts.map((fact) => [fact.id, { digest: fact.digest, review: fact.review }])),
      };
    })
    .filter((sheet) => Object.keys(sheet.decisions).length);
}

/** Decide about facts; who accepts a part accepts what it needs, who rejects a whole rejects its parts. @param {Row[]} about @param {string} verdict */
function decide(about, verdict) {
  const keys = about.flatMap(({ file, fact, key }) => {
    kept.add(key);
    const others = verdict === "accepted" ? fact.needs : verdict === "rejected" ? fact.parts : [];
    return [key, ...others.map((id) => `${file} ${id}`)];
  });
  step(keys, verdict);
}

/** Set what is decided under some keys, as one step that can be undone. @param {string[]} keys @param {string} verdict */
function step(keys, verdict) {
  /** @type {Map<string, string>} */
  const last = new Map();
  for (const key of keys) {
    const old = said.get(key);
    if (old === undefined || old === verdict) continue;
    if (!last.has(key)) last.set(key, old);
    said.set(key, verdict);
  }
  if (last.size) undone.push(last);
  paint();
}

function undo() {
  const last = undone.pop();
  if (!last) return;
  for (const [key, verdict] of last) said.set(key, verdict);
  paint();
}

/** Save what was decided as a file that kg review reads. */
function save() {
  if (!changed(before)) return;
  const text = JSON.stringify({ kind: "kg review decisions", version: 1, files: changes(before), pairs: pairChanges(before) }, null, 1);
  const address = URL.createObjectURL(new Blob([`${text}\n`], { type: "application/json" }));
  html("a", { href: address, download: "decisions.json" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  saved = new Map(said);
  byId("status").textContent = "Saved as decisions.json: kg review FILE --decisions decisions.json takes them in";
}

/** The key of what has the focus. */
const currentKey = () => document.activeElement?.closest("[data-key]")?.getAttribute("data-key") || "";
/** What stands in the list, by its keys. */
const keysShown = () => (pairing ? pairsShown().map(pairKey) : shown.map((row) => row.key));

/** Move the focus. @param {number} step */
function move(step) {
  const keys = keysShown();
  const here = keys.indexOf(currentKey());
  const next = here >= 0 ? here + step : step > 0 ? 0 : -1;
  if (next < 0 || next >= keys.length) return;
  if (next >= limit) {
    limit += AT_ONCE;
    draw();
  }
  const item = [...byId("facts").querySelectorAll("[data-key]")][next];
  /** @type {HTMLElement} */ (item).focus();
}

/** @param {string} verdict @param {boolean} whole */
function decideHere(verdict, whole = false) {
  const row = shown.find(({ key }) => key === currentKey());
  if (!row || pairing) return move(1);
  const same = rows.filter((each) => each.file === row.file && each.fact.about === row.fact.about);
  decide(whole && row.fact.about ? same : [row], verdict);
  move(1);
}

/** @param {string} verdict */
function judgeHere(verdict) {
  if (!pairing) return;
  const pair = pairs.find((each) => pairKey(each) === currentKey());
  if (pair) judge([pair], verdict);
  move(1);
}

/** Go from one list to the other. @param {boolean} to */
function turn(to) {
  pairing = to && pairs.length > 0;
  limit = AT_ONCE;
  draw();
}

function search() {
  byId("search").focus();
}

/** @type {Record<string, () => void>} */
const KEYS = {
  j: () => move(1), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1),
  a: () => decideHere("accepted"), r: () => decideHere("rejected"), p: () => (pairing ? judgeHere("") : decideHere("pending")),
  w: () => decideHere("accepted", true), u: undo, d: save, "/": search,
  y: () => judgeHere("same"), n: () => judgeHere("different"), m: () => turn(!pairing),
};

document.addEventListener("keydown", (press) => {
  const place = /** @type {HTMLElement} */ (press.target);
  if (press.key === "Escape") place.blur();
  if (press.ctrlKey || press.metaKey || press.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(place.tagName)) return;
  if (!Object.hasOwn(KEYS, press.key)) return;
  press.preventDefault();
  KEYS[press.key]();
});

window.addEventListener("beforeunload", (leaving) => {
  if (changed(saved)) leaving.preventDefault();
});

offer("file", [["", "All articles"], ...sheets.map((sheet, file) => /** @type {[string, string]} */ ([String(file), sheet.name]))]);
offer("review", [["pending", "Pending"], ["", "All decisions"], ["accepted", "Accepted"], ["rejected", "Rejected"]]);
offer("tier", [["", "All tiers"], ["A", "Tier A"], ["B", "Tiers A and B"]]);
offer("kind", [["", "All kinds"], ...all((row) => row.fact.kind).map((kind) => /** @type {[string, string]} */ ([kind, kind]))]);
offer("confidence", [["", "Any confidence"], ...[0.95, 0.9, 0.8].map((least) => /** @type {[string, string]} */ ([String(least), `Right ${least * 100} in 100`]))]);
for (const id of ["search", "file", "review", "tier", "kind", "confidence"])
  byId(id).addEventListener("input", () => {
    kept.clear();
    limit = AT_ONCE;
    draw();
  });
byId("accept-shown").addEventListener("click", () => decide(shown.filter((row) => said.get(row.key) === "pending"), "accepted"));
byId("reject-shown").addEventListener("click", () => decide(shown.filter((row) => said.get(row.key) === "pending"), "rejected"));
byId("undo").addEventListener("click", undo);
byId("turn").hidden = !pairs.length;
byId("show-facts").addEventListener("click", () => turn(false));
byId("show-pairs").addEventListener("click", () => turn(true));
byId("save").addEventListener("click", save);
byId("more").addEventListener("click", () => {
  limit += AT_ONCE;
  draw();
});
byId("keys").addEventListener("click", () => {
  byId("help").hidden = !byId("help").hidden;
  byId("keys").setAttribute("aria-expanded", String(!byId("help").hidden));
});
draw();
document.documentElement.dataset.ready = "true";
