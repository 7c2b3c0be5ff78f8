// The signs of cards and buttons, drawn by the page: a computer without a font for them would show empty boxes.

import { el } from './dom.js';

const svg = 'http://www.w3.org/2000/svg';
const dot = 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z';
const cross = 'M5.500 5.500l13 13M18.500 5.500l-13 13';
const tick = 'M4.500 12.500l5 5L19.500 7';

// Sign: [colour, what is drawn with a line, what is filled].
const signs = {
  '🟠': ['open', '', dot],
  '🟡': ['open', '', dot],
  '🔴': ['repeat', '', dot],
  '🟢': ['good', '', dot],
  '⚪': ['quiet', '', dot],
  '⏳': ['late', 'M6 3h12M6 21h12M7 3c0 6 5 6 5 9s-5 3-5 9M17 3c0 6-5 6-5 9s5 3 5 9', ''],
  '⏰': ['open', 'M12 6a7.500 7.500 0 1 0 0 15 7.500 7.500 0 0 0 0-15zM12 9.500v4.500l3 2M3.500 6.500l3-3M20.500 6.500l-3-3', ''],
  '✅': ['good', tick, ''],
  '✔': ['good', tick, ''],
  '❌': ['repeat', cross, ''],
  '✘': ['repeat', cross, ''],
  '🤚': ['quiet', 'M7.500 13V6a1.400 1.400 0 0 1 2.800 0v5.500V4.200a1.400 1.400 0 0 1 2.800 0v7.300V5a1.400 1.400 0 0 1 2.800 0v7V8a1.400 1.400 0 0 1 2.800 0v6.500c0 4.500-2.600 7-6.200 7-3.200 0-4.700-1.600-6.300-4.500L4 13.300c-.7-1.300 1-2.400 2-1.300z', ''],
  '🔍': ['ink', 'M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM15.500 15.500L21 21', ''],
  '📞': ['good', 'M6 3h3l2 5-2.500 1.800a12 12 0 0 0 5.700 5.700L16 13l5 2v3c0 1.500-1.300 3-3 3C10 21 3 14 3 6c0-1.700 1.500-3 3-3z', ''],
  '⚠': ['open', 'M12 4l9.500 16h-19zM12 10v4.500M12 17.300v.2', ''],
  'ℹ': ['ink', 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.500M12 7.600v.2', ''],
  '💬': ['ink', 'M4 5h16v11H11l-4.500 4V16H4z', ''],
  '📷': ['ink', 'M3 8h4l2-3h6l2 3h4v12H3zM12 10.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7z', ''],
  '⚖': ['ink', 'M12 4v16M8 20h8M4.500 6.500h15M4.500 6.500L2 13h5zM19.500 6.500L17 13h5z', ''],
  '🔧': ['ink', 'M14.700 6.300a4 4 0 0 1 5-1.100l-2.600 2.600 1.100 2 2 1.100 2.600-2.600a4 4 0 0 1-5.500 4.700L9 21.300a2.100 2.100 0 0 1-3-3l8.300-8.300a4 4 0 0 1 .4-3.700z', ''],
  '👷': ['ink', 'M7 9a5 5 0 0 1 10 0M5 9h14M8 9.500a4 4 0 0 0 8 0M4 21c0-4 3.500-6 8-6s8 2 8 6', ''],
  '📝': ['ink', 'M6 3h9l4 4v14H6zM9.500 11h6M9.500 15.500h6', ''],
  '📦': ['ink', 'M4 7.500L12 4l8 3.500v9L12 20l-8-3.500zM4 7.500l8 4 8-4M12 11.500V20', ''],
  '⚙': ['ink', 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.500V8M12 16v5.500M2.500 12H8M16 12h5.500M5.300 5.300l3.800 3.800M14.900 14.900l3.800 3.800M5.300 18.700l3.800-3.800M14.900 9.100l3.800-3.800', ''],
  '↩': ['ink', 'M9 15L4 10l5-5M4 10h10a5 5 0 0 1 0 10h-3', ''],
  '🔁': ['ink', 'M4 11V9a3 3 0 0 1 3-3h12M16 3l3 3-3 3M20 13v2a3 3 0 0 1-3 3H5M8 21l-3-3 3-3', ''],
};
// A sign may be followed by the mark that asks for its coloured form.
const anySign = new RegExp(`(${Object.keys(signs).join('|')})\uFE0F?`, 'u');

/** The text as nodes, its signs drawn. Read aloud, copied or searched it is the same text. */
export function signed(text) {
  const nodes = [];
  let rest = text;
  for (let found; (found = anySign.exec(rest)) !== null;) {
    if (found.index > 0) nodes.push(rest.slice(0, found.index));
    nodes.push(el('span', { class: `sign-of sign-${signs[found[1]][0]}` }, draw(signs[found[1]]), el('span', { text: found[0] })));
    rest = rest.slice(found.index + found[0].length);
  }
  if (rest !== '') nodes.push(rest);
  return nodes;
}

function draw([, line, filled]) {
  const root = document.createElementNS(svg, 'svg');
  root.setAttribute('viewBox', '0 0 24 24');
  root.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svg, 'path');
  path.setAttribute('d', line || filled);
  path.setAttribute('class', line ? 'drawn' : 'filled');
  root.append(path);
  return root;
}
