// One message: built once, changed in place when it is edited.

import { botFace, calm, el, face, hue, icon } from './dom.js';
import { signed } from './signs.js';
import { clock, fullTime, say } from './words.js';

// A card that begins with one of these is edged in its colour.
const edges = { '🟠': 'open', '🟡': 'open', '🔴': 'bad', '🟢': 'good', '⚪': 'quiet', '⏳': 'late' };
const aMinute = 60_000;
const label = /^([^:«“"]{2,34}): (?=\S)/u;

/**
 * Builds the element of a message.
 * @param hands { press(message, button), reply(message), open(photo), quote(id), again(message) }
 */
export function build(message, zone, hands) {
  const isCard = message.card !== undefined;
  const root = el('article', {
    class: `msg ${isCard ? 'card' : message.mine ? 'mine' : 'theirs'}`,
    data: { id: String(message.id) },
  });
  const bubble = el('div', { class: 'bubble' });
  const column = el('div', { class: 'column' }, bubble);
  root.append(...(message.mine ? [] : [isCard ? botFace('small') : face(message.author, message.author, 'small')]), column);
  root.message = message;
  root.zone = zone;
  root.hands = hands;
  if (!isCard && !message.mine) bubble.append(el('p', { class: `author ink${hue(message.author)}`, text: message.author }));
  if (message.replyTo) bubble.append(quote(message.replyTo, hands));
  if (message.photo) bubble.append(photo(message.photo, hands));
  bubble.append(el('div', { class: 'body' }));
  if (isCard) bubble.append(el('div', { class: 'pictures', role: 'group', 'aria-label': say('Photos') }));
  bubble.append(foot(root, hands));
  if (isCard) column.append(el('div', { class: 'keys', role: 'group', 'aria-label': say('Buttons') }));
  change(root, message, false);
  return root;
}

/** Shows the newest form of a message; what differs lights up for a moment. */
export function change(root, message, lively = true) {
  const before = root.message;
  root.message = message;
  root.dataset.id = String(message.id);
  if (message.card) {
    root.dataset.sign = edges[[...message.card.title][0]] ?? '';
    lines(root.querySelector('.body'), [message.card.title, ...message.card.lines], lively);
    pictures(root.querySelector('.pictures'), message, root.hands);
    keys(root.querySelector('.keys'), message, root.hands);
  } else {
    const body = root.querySelector('.body');
    body.hidden = message.text === '';
    lines(body, [message.text], false);
  }
  const author = message.card ? say('Bot') : message.mine ? say('You') : message.author;
  root.setAttribute('aria-label', `${author}, ${fullTime(new Date(message.at), root.zone)}`);
  stamp(root, message);
  if (lively && message.editedAt !== before.editedAt) glow(root.querySelector('.bubble'));
}

/** The state of a message on its way: '', 'sending' or 'failed'. */
export function setState(root, state) {
  root.dataset.state = state;
  stamp(root, root.message);
}

/** Shows on a button that its press is on the way. */
export function setBusy(root, token, busy) {
  for (const button of root.querySelectorAll('.key')) {
    button.classList.toggle('busy', busy && button.dataset.token === token);
    button.setAttribute('aria-disabled', busy ? 'true' : 'false');
  }
}

function lines(body, texts, lively) {
  const isCard = texts.length > 1 || body.closest('.card') !== null;
  while (body.childElementCount > texts.length) body.lastElementChild.remove();
  texts.forEach((text, i) => {
    let line = body.children[i];
    if (line?.text === text) return;
    if (line === undefined) {
      line = el(isCard && i === 0 ? 'h3' : 'p', { class: isCard && i === 0 ? 'title' : 'line' });
      body.append(line);
    }
    const named = isCard && i > 0 ? label.exec(text) : null;
    line.replaceChildren(...named
      ? [el('span', { class: 'label' }, ...signed(text.slice(0, named[1].length + 1))), ...signed(text.slice(named[1].length + 1))]
      : isCard ? signed(text) : [text]);
    if (lively) glow(line);
    line.text = text;
  });
}

function keys(box, message, hands) {
  const known = new Map([...box.querySelectorAll('.key')].map(x => [x.dataset.token, x]));
  const focused = document.activeElement;
  const rows = message.card.buttons.map(row => el('div', { class: 'key-row' }, ...row.map(button => {
    // The same button stays the same element: a finger or the keyboard may be on it.
    const key = known.get(button.token) ?? el('button', {
      class: 'key', type: 'button', data: { token: button.token },
      onclick: event => {
        const root = event.currentTarget.closest('.msg');
        if (event.currentTarget.getAttribute('aria-disabled') !== 'true') hands.press(root, event.currentTarget.dataset.token);
      },
    });
    if (key.textContent !== button.label) key.replaceChildren(...signed(button.label));
    return key;
  })));
  box.replaceChildren(...rows);
  box.hidden = rows.length === 0;
  if (focused instanceof HTMLElement && box.contains(focused)) focused.focus({ preventScroll: true });
}

// The photos of a case, small; a press shows one large with what was said.
function pictures(box, message, hands) {
  const shown = message.card.pictures ?? [];
  const known = new Map([...box.children].map(x => [x.dataset.key, x]));
  const thumbs = shown.map(({ key, caption }) => {
    const thumb = known.get(key) ?? el('button', {
      class: 'picture', type: 'button', data: { key }, onclick: () => hands.open({ url: pictureUrl(message, key), caption }),
    }, el('img', { src: pictureUrl(message, key), alt: '', loading: 'lazy', decoding: 'async' }));
    thumb.setAttribute('aria-label', `${say('OpenPhoto')}: ${caption}`);
    thumb.title = caption;
    return thumb;
  });
  if (thumbs.length !== box.childElementCount || thumbs.some((x, i) => box.children[i] !== x)) box.replaceChildren(...thumbs);
  box.hidden = thumbs.length === 0;
}

const pictureUrl = (message, key) =>
  `/chat/api/rooms/${encodeURIComponent(message.room)}/messages/${message.id}/pictures/${encodeURIComponent(key)}`;

function foot(root, hands) {
  return el('footer', { class: 'foot' },
    el('button', { class: 'reply', type: 'button', onclick: () => hands.reply(root.message) }, icon('reply'), el('span', { text: say('Reply') })),
    el('button', { class: 'again', type: 'button', text: say('SendAgain'), onclick: () => hands.again(root) }),
    el('span', { class: 'stamp' }));
}

function stamp(root, message) {
  const at = new Date(message.at);
  const edited = message.editedAt && new Date(message.editedAt) - at >= aMinute ? new Date(message.editedAt) : null;
  const state = root.dataset.state;
  const text = state === 'sending' ? say('Sending') : state === 'failed' ? say('NotSent') : clock(at, root.zone);
  const spot = root.querySelector('.stamp');
  spot.replaceChildren(
    ...(edited ? [el('span', { class: 'edited', title: say('EditedAt', fullTime(edited, root.zone)), text: `${say('Edited')} ${clock(edited, root.zone)} · ` })] : []),
    el('time', { datetime: message.at, title: fullTime(at, root.zone), text }));
}

function quote(replied, hands) {
  return el('button', { class: 'quote', type: 'button', onclick: () => hands.quote(replied.id) },
    el('strong', { text: replied.author ?? say('Bot') }),
    el('span', {}, ...(replied.author ? [replied.text || say('Photo')] : signed(replied.text))));
}

function photo(view, hands) {
  const picture = el('img', {
    src: view.url, alt: say('Photo'), loading: 'lazy', decoding: 'async',
    width: view.width > 0 ? view.width : null, height: view.height > 0 ? view.height : null,
  });
  return el('button', { class: 'photo', type: 'button', 'aria-label': say('OpenPhoto'), onclick: () => hands.open(view) }, picture);
}

function glow(element) {
  if (calm.matches) return;
  element.classList.remove('glow');
  // Reading the layout makes the animation begin anew.
  void element.offsetWidth;
  element.classList.add('glow');
  element.addEventListener('animationend', () => element.classList.remove('glow'), { once: true });
}
