// How wide the columns of the rows are: buttons, plus and minus keys, and the wheel with Ctrl.

const ZOOMS = [0.24, 0.35, 0.5, 0.7, 1, 1.4, 2, 2.8];
const USUAL_ZOOM = ZOOMS.indexOf(1);
/** Below this width, in pixels, dates stand upright whatever they say. */
const UPRIGHT = 60;
const COLUMN = { least: 20, most: 700 };
let zoom = USUAL_ZOOM;

/** @param {number} width of a column without zoom */
const zoomed = (width) => Math.max(COLUMN.least, Math.min(COLUMN.most, Math.round(width * ZOOMS[zoom])));

/** Make the columns wider or narrower; what lies at a point of the screen stays there. @param {number} step @param {number} [point] pixels from the left edge of the rows */
function zoomBy(step, point) {
  const next = Math.max(0, Math.min(ZOOMS.length - 1, zoom + step));
  const box = byId("rows");
  const grid = /** @type {HTMLElement | null} */ (box.querySelector(".grid"));
  if (next === zoom || !grid) return;
  const names = grid.querySelector(".names")?.clientWidth || 0;
  const at = (point ?? (box.clientWidth + names) / 2) - names;
  const column = (box.scrollLeft + at) / Number(grid.dataset.column);
  const focused = document.activeElement?.getAttribute("data-zoom");
  zoom = next;
  draw();
  box.scrollLeft = column * Number(/** @type {HTMLElement} */ (box.querySelector(".grid")).dataset.column) - at;
  if (focused) /** @type {HTMLElement | null} */ (box.querySelector(`[data-zoom="${focused}"]`))?.focus();
}

function zoomButtons() {
  const button = (/** @type {string} */ sign, /** @type {number} */ step, /** @type {string} */ text) =>
    html("button", { type: "button", "data-zoom": step, "aria-label": text, title: text, click: () => zoomBy(step) }, sign);
  return [html("div", { class: "zoom", role: "group", "aria-label": WORDS.zoom }, button("−", -1, WORDS.narrower), button("+", 1, WORDS.wider))];
}

/** @param {KeyboardEvent} press */
function zoomKeys(press) {
  const step = { "+": 1, "=": 1, "-": -1 }[press.key];
  if (step && state.view === "rows" && !press.ctrlKey && !press.metaKey && !press.altKey) zoomBy(step);
}

/** @param {WheelEvent} turn */
function zoomWheel(turn) {
  if (!turn.ctrlKey || !turn.deltaY || narrow.matches) return;
  turn.preventDefault();
  zoomBy(turn.deltaY < 0 ? 1 : -1, turn.clientX - byId("rows").getBoundingClientRect().left);
}
