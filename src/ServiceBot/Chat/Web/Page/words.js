// The words of the page and the dates as people here write them.

let texts = {};
let language = 'ru';
let plural = new Intl.PluralRules('ru');
const formats = new Map();

export function useTexts(view) {
  texts = view.texts;
  language = view.language;
  plural = new Intl.PluralRules(language);
  formats.clear();
}

/** The sentence of that key, with {0}, {1} filled in. */
export function say(key, ...values) {
  const text = texts[key];
  if (text === undefined) throw new Error(`No text '${key}'`);
  return text.replace(/\{(\d)\}/g, (_, i) => values[i] ?? '');
}

/** The sentence in the plural form of the number. */
export function count(key, number) {
  const form = plural.select(number);
  const suffix = form === 'one' || form === 'few' ? form : 'many';
  return say(texts[`${key}_${suffix}`] === undefined ? `${key}_many` : `${key}_${suffix}`, number);
}

/** Puts words where the page asks for them. */
export function fillIn(root, icon) {
  for (const x of root.querySelectorAll('[data-text]')) x.textContent = say(x.dataset.text);
  for (const x of root.querySelectorAll('[data-placeholder]')) x.placeholder = say(x.dataset.placeholder);
  for (const x of root.querySelectorAll('[data-label]')) {
    x.setAttribute('aria-label', say(x.dataset.label));
    if (x.matches('button')) x.title = say(x.dataset.label);
  }
  for (const x of root.querySelectorAll('[data-icon]')) x.prepend(icon(x.dataset.icon));
}

function format(name, zone, options) {
  const key = `${name} ${zone}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language, { timeZone: zone, ...options }));
  return formats.get(key);
}

export const clock = (at, zone) => format('clock', zone, { hour: '2-digit', minute: '2-digit', hour12: false }).format(at);

/** The day as a key: 2026-11-21 in the station's zone. */
export function dayKey(at, zone) {
  const parts = format('key', zone, { year: 'numeric', month: '2-digit', day: '2-digit', calendar: 'gregory' }).formatToParts(at);
  const part = type => parts.find(x => x.type === type).value;
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** "Today", "Yesterday", "21 November", and the year where it is another. */
export function dayName(at, zone) {
  const now = new Date();
  const key = dayKey(at, zone);
  if (key === dayKey(now, zone)) return say('Today');
  if (key === dayKey(new Date(now.getTime() - 86_400_000), zone)) return say('Yesterday');
  return key.slice(0, 4) === dayKey(now, zone).slice(0, 4)
    ? format('day', zone, { day: 'numeric', month: 'long' }).format(at)
    : format('year', zone, { day: 'numeric', month: 'long', year: 'numeric' }).format(at);
}

/** As short as a list wants it: the hour today, the date before. */
export function shortTime(at, zone) {
  return dayKey(at, zone) === dayKey(new Date(), zone)
    ? clock(at, zone)
    : format('short', zone, { day: '2-digit', month: '2-digit' }).format(at);
}

export const fullTime = (at, zone) => format('full', zone, { dateStyle: 'long', timeStyle: 'short' }).format(at);
