// The list of rooms: newest talk first, with what has not been read.

import { botFace, el, face, find } from './dom.js';
import { signed } from './signs.js';
import { count, say, shortTime } from './words.js';

export const roomName = room => room.private ? say('Private') : room.name;

export const roomFace = (room, size) => room.private ? botFace(size) : face(room.id, room.name, size);

/** Shows the rooms; those already there are changed in place, so that the focus stays where it is. */
export function showRooms(rooms, current, choose) {
  const list = find('rooms');
  const known = new Map([...list.children].map(x => [x.dataset.room, x]));
  const sorted = [...rooms].sort((a, b) => (b.last?.id ?? 0) - (a.last?.id ?? 0));
  const items = sorted.map(room => {
    const item = known.get(room.id) ?? el('li', { data: { room: room.id } },
      el('button', { class: 'room-item', type: 'button', onclick: () => choose(room.id) },
        roomFace(room, ''),
        el('span', { class: 'room-item-top' }, el('span', { class: 'room-item-name' }), el('time', { class: 'room-item-time' })),
        el('span', { class: 'room-item-low' }, el('span', { class: 'room-item-last' }), el('span', { class: 'badge' }))));
    const button = item.firstElementChild;
    button.toggleAttribute('aria-current', room.id === current);
    if (room.id === current) button.setAttribute('aria-current', 'true');
    put(item, '.room-item-name', roomName(room));
    put(item, '.room-item-time', room.last ? shortTime(new Date(room.last.at), room.timeZone) : '');
    put(item, '.room-item-last', room.last ? snippet(room.last) : say('NoMessages'), room.last?.card !== undefined);
    const badge = item.querySelector('.badge');
    badge.hidden = room.unread === 0;
    put(item, '.badge', room.unread > 99 ? '99+' : String(room.unread));
    badge.setAttribute('aria-label', count('Unread', room.unread));
    return item;
  });
  // Moving an element takes the focus from it: only when the order is another one.
  if (items.some((x, i) => list.children[i] !== x) || list.childElementCount !== items.length) {
    const focused = document.activeElement;
    list.replaceChildren(...items);
    if (focused instanceof HTMLElement && list.contains(focused)) focused.focus({ preventScroll: true });
  }
}

/** The number of unread messages stands in the title of the page. */
export function showTitle(rooms, current) {
  const unread = rooms.reduce((sum, x) => sum + x.unread, 0);
  const room = rooms.find(x => x.id === current);
  document.title = `${unread > 0 ? `(${unread > 99 ? '99+' : unread}) ` : ''}${room ? `${roomName(room)} · ` : ''}${say('Title')}`;
}

function put(item, place, text, bySigns = false) {
  const spot = item.querySelector(place);
  if (spot.textContent !== text) spot.replaceChildren(...(bySigns ? signed(text) : [text]));
}

function snippet(message) {
  if (message.card) return message.card.title;
  const text = message.text || say('Photo');
  return `${message.mine ? say('You') : message.author}: ${text}`;
}
