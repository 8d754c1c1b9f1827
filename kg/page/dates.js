// Dates: those of the data come with their words, in the language of the page; others are put in words here.

const LOCALE = DATA.language === "en" ? "en-GB" : DATA.language;
/** @param {number} day days since 1970 @param {Intl.DateTimeFormatOptions} form */
const short = (day, form) => new Intl.DateTimeFormat(LOCALE, { ...form, timeZone: "UTC" }).format(day * 86400000);

/** A date in words; one that no source gives is said to be missing. @param {When | undefined} date */
const dateText = (date) => (date ? date.text : WORDS.undated);
