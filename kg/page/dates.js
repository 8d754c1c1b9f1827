// Dates in words, as exact as they are known. English ones come with the data; others are put together here.

const LOCALE = DATA.language === "en" ? "en-GB" : DATA.language;
/** @param {number} day days since 1970 @param {Intl.DateTimeFormatOptions} form */
const short = (day, form) => new Intl.DateTimeFormat(LOCALE, { ...form, timeZone: "UTC" }).format(day * 86400000);

const POINT = /^(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([~?%]?)$/;
const FORMS = /** @type {Record<string, Intl.DateTimeFormatOptions>} */ ({
  day: { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }, month: { month: "long", year: "numeric", timeZone: "UTC" },
});

/** What EDTF says of one date: its first day, how exact it is, its words. @param {string} edtf */
function pointOf(edtf) {
  const [, year, month, day, qualifier] = POINT.exec(edtf) || [];
  const whole = !/X/.test(year);
  const years = whole ? String(Number(year)) : `${Number(year.replace(/X/g, "0"))}–${Number(year.replace(/X/g, "9"))}`;
  const season = month && Object.hasOwn(WORDS.season, month);
  const unit = !month || month === "XX" || season ? "year" : !day || day === "XX" ? "month" : "day";
  const start = new Date(`${year.replace(/X/g, "0")}-${unit === "year" ? "01" : month}-${unit === "day" ? day : "01"}T00:00:00Z`);
  let text = unit === "year" ? years : new Intl.DateTimeFormat(LOCALE, FORMS[unit]).format(start);
  if (season) text = fill(WORDS.season[month], { date: years });
  else if (day === "XX") text = fill(unit === "month" ? WORDS.dates.someDay : WORDS.dates.someDayOfYear, { date: text });
  else if (month === "XX") text = fill(WORDS.dates.someMonth, { date: text });
  if (qualifier === "~" || qualifier === "%") text = fill(WORDS.dates.about, { date: text });
  if (qualifier === "?" || qualifier === "%") text = fill(WORDS.dates.uncertain, { date: text });
  return { text, start, unit, plain: whole && !qualifier && !season && month !== "XX" && day !== "XX" };
}

/** @param {string} edtf a date or an interval */
function wordsOf(edtf) {
  const [begin, end] = edtf.split("/");
  if (end === undefined || begin === end) return pointOf(begin).text;
  if (begin === "" || begin === "..") return fill(begin ? WORDS.dates.until : WORDS.dates.untilUnknown, { date: pointOf(end).text });
  if (end === "" || end === "..") return fill(end ? WORDS.dates.from : WORDS.dates.fromUnknown, { date: pointOf(begin).text });
  const [from, to] = [pointOf(begin), pointOf(end)];
  if (from.plain && to.plain && from.unit === to.unit && from.unit !== "year") {
    return new Intl.DateTimeFormat(LOCALE, FORMS[from.unit]).formatRange(from.start, to.start);
  }
  return `${from.text} – ${to.text}`;
}

/** A date in the language of the page; one that no source gives is said to be missing. @param {When | undefined} date */
function dateText(date) {
  if (!date) return WORDS.undated;
  if (DATA.language === "en") return date.text;
  const text = wordsOf(date.edtf);
  return date.within && date.earliest !== date.latest ? fill(WORDS.dates.within, { date: text }) : text;
}
