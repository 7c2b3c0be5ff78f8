// Small means to build the page. Text only ever goes in as text.

const svg = 'http://www.w3.org/2000/svg';

const icons = {
  back: 'M15 5l-7 7 7 7',
  send: 'M4 12l16-8-6 16-3-7-7-1z',
  clip: 'M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 4.8 4.8l-8.4 8.4a1.7 1.7 0 0 1-2.4-2.4L14.5 7.3',
  reply: 'M10 8V4l-7 7 7 7v-4c5 0 8 1.6 10.5 5C20 13 16.500 9 10 8z',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M6 9l6 6 6-6',
  menu: 'M4 7h16M4 12h16M4 17h16',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  link: 'M10 14a4 4 0 0 0 5.700 0l3-3a4 4 0 0 0-5.700-5.700l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1-1',
  device: 'M8 3h8v18H8zM11 18h2',
  leave: 'M14 4H6v16h8M10 12h10M17 8.500l3.500 3.500-3.500 3.500',
  bot: 'M14.700 6.300a4 4 0 0 1 5-1.100l-2.600 2.600 1.100 2 2 1.100 2.600-2.600a4 4 0 0 1-5.500 4.700L9 21.300a2.100 2.100 0 0 1-3-3l8.300-8.300a4 4 0 0 1 .4-3.700z',
};

/** An element with attributes, listeners (onclick: …) and children (text or elements; null is left out). */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class') element.className = value;
    else if (name === 'text') element.textContent = value;
    else if (name === 'data') Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(x => x !== null && x !== undefined && x !== false));
  return element;
}

export function icon(name) {
  const root = document.createElementNS(svg, 'svg');
  root.setAttribute('viewBox', '0 0 24 24');
  root.setAttribute('class', 'icon');
  root.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svg, 'path');
  path.setAttribute('d', icons[name]);
  root.append(path);
  return root;
}

/** A round face: initials on a colour of the person's own. */
export function face(key, name, size = '') {
  return el('span', { class: `face hue${hue(key)} ${size}`, 'aria-hidden': 'true', text: initials(name) });
}

export function botFace(size = '') {
  return el('span', { class: `face face-bot ${size}`, 'aria-hidden': 'true' }, icon('bot'));
}

/** Always the same of eight colours for the same key. */
export function hue(key) {
  let sum = 7;
  for (const letter of key) sum = (sum * 31 + letter.codePointAt(0)) >>> 0;
  return sum % 8;
}

function initials(name) {
  const words = name.replace(/[«»"().,]/g, ' ').split(/\s+/).filter(x => x.length > 0);
  const picked = words.filter(x => x !== 'СТО').slice(0, 2);
  return (picked.length > 0 ? picked : words).map(x => [...x][0]).join('').toUpperCase();
}

export const find = id => document.getElementById(id);

export const calm = matchMedia('(prefers-reduced-motion: reduce)');
