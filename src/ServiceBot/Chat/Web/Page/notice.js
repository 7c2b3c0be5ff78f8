// Short words that fade, words that must be confirmed, and sheets to choose from.

import { el, find, icon } from './dom.js';
import { signed } from './signs.js';
import { say } from './words.js';

/** Shows words for as long as it takes to read them; newer words take the place of older ones. */
export function toast(text) {
  const shown = el('div', { class: 'toast' }, ...signed(text));
  find('toasts').replaceChildren(shown);
  const time = Math.min(10_000, 2_500 + text.length * 60);
  setTimeout(() => {
    shown.classList.add('fading');
    setTimeout(() => shown.remove(), 300);
  }, time);
  shown.addEventListener('click', () => shown.remove());
}

/** Words that stay until the person has confirmed them. */
export function alertBox(text) {
  return sheet({
    role: 'alertdialog',
    label: text,
    body: close => [
      el('p', { class: 'sheet-text' }, ...signed(text)),
      el('div', { class: 'sheet-ends' }, el('button', { class: 'primary', type: 'button', autofocus: true, text: say('Ok'), onclick: close })),
    ],
  });
}

/** Asks; resolves to whether the person agreed. */
export function confirmBox(text, yes) {
  return new Promise(done => {
    let agreed = false;
    sheet({
      role: 'alertdialog',
      label: text,
      body: close => [
        el('p', { class: 'sheet-text', text }),
        el('div', { class: 'sheet-ends' },
          el('button', { class: 'plain', type: 'button', text: say('Cancel'), onclick: close }),
          el('button', { class: 'primary', type: 'button', text: yes, onclick: () => { agreed = true; close(); } })),
      ],
      closed: () => done(agreed),
    });
  });
}

/**
 * Opens a sheet over the page: { title?, label?, role?, wide?, body: close => nodes, closed? }.
 * It closes by Escape, by its cross, and by a tap beside it.
 */
export function sheet({ title, label, role, kind = '', body, closed }) {
  const dialog = el('dialog', { class: `sheet ${kind}`, role, 'aria-label': label ?? title });
  const close = () => dialog.close();
  if (title) {
    dialog.append(el('header', { class: 'sheet-top' },
      el('h2', { text: title }),
      el('button', { class: 'icon-button', type: 'button', 'aria-label': say('Close'), title: say('Close'), onclick: close }, icon('close'))));
  }
  dialog.append(...body(close));
  dialog.addEventListener('close', () => {
    dialog.remove();
    closed?.();
  });
  dialog.addEventListener('pointerdown', event => {
    if (event.target !== dialog) return;
    const box = dialog.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
