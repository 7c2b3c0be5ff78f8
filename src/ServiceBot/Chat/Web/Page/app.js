// The page as a whole: who is here, which rooms there are, and what happens in them.

import { api } from './api.js';
import { setBusy } from './bubble.js';
import { Composer } from './composer.js';
import { el, find, icon } from './dom.js';
import { Door } from './door.js';
import { Live } from './live.js';
import { alertBox, sheet, toast } from './notice.js';
import { Outgoing } from './outgoing.js';
import { roomFace, roomName, showRooms, showTitle } from './rooms.js';
import { Stream } from './stream.js';
import { showConnection, showHint } from './strips.js';
import { count, fillIn, say, useTexts } from './words.js';

const wide = matchMedia('(min-width: 820px)');

let rooms = [];
let current = null;
let away = true;
/** The newest messages of the rooms that were opened: { list, more }, oldest first. */
let pages = new Map();
const reading = new Map();

const stream = new Stream({
  press,
  again: root => outgoing.again(root),
  reply: message => composer.replyTo(message),
  open: openPhoto,
  quote: openQuoted,
  older: loadOlder,
  seen: (room, id) => markRead(room, id),
});
const composer = new Composer((room, post) => outgoing.send(room, door.me.name, post));
const outgoing = new Outgoing(stream, take, async fault => {
  if (!await door.isOther(fault)) toast(say('NotSentWhy', fault.message || say('NoConnection')));
});
const live = new Live({
  message: take,
  state: showConnection,
  reload: () => door.enter(),
  ended: () => door.enter(),
  stillIn: () => door.isSame(),
});
const door = new Door({
  entered,
  left: () => {
    live.stop();
    // What one person has seen is not marked as read for the next.
    for (const timer of reading.values()) clearTimeout(timer);
    away = true;
  },
  changed: () => {
    outgoing.forget();
    composer.forget();
    stream.clear();
  },
});

boot();

async function boot() {
  try {
    const texts = await api.texts();
    useTexts(texts);
    door.demo = texts.demo;
  } catch {
    setTimeout(boot, 3_000);
    return;
  }
  fillIn(document, icon);
  find('back').onclick = () => history.state?.room ? history.back() : showList();
  find('menu').onclick = () => door.menu();
  addEventListener('popstate', () => follow());
  wide.addEventListener('change', () => follow());
  await door.enter();
}

/** Somebody is in: the rooms are his now. */
async function entered() {
  const view = await api.rooms();
  away = false;
  rooms = view.rooms;
  pages = new Map();
  live.start(view.revision);
  showHint(door.demo);
  current = null;
  follow();
}

// ---- rooms

const addressOf = id => `#${encodeURIComponent(id)}`;

/** Goes where the address says. */
function follow() {
  const shared = rooms.filter(x => !x.private);
  let room = rooms.find(x => addressOf(x.id) === location.hash);
  if (!room && (wide.matches || (shared.length === 1 && history.state === null))) {
    room = shared.find(x => x.unread > 0) ?? shared[0] ?? rooms[0];
    if (room) {
      // Back leads to the list.
      history.replaceState({ list: true }, '', location.pathname);
      history.pushState({ room: room.id }, '', addressOf(room.id));
    }
  }
  if (room) openRoom(room);
  else showList();
}

function choose(id) {
  const address = addressOf(id);
  if (current?.id === id && find('app').dataset.view === 'room') return;
  if (history.state?.room) history.replaceState({ room: id }, '', address);
  else history.pushState({ room: id }, '', address);
  follow();
}

function showList() {
  find('app').dataset.view = 'list';
  current = null;
  composer.open(null);
  stream.clear();
  if (history.state?.room) history.replaceState({ list: true }, '', location.pathname);
  find('room-face').replaceChildren();
  find('room-name').textContent = '';
  find('room-note').textContent = '';
  stream.note(el('p', { text: say(rooms.length > 0 ? 'ChooseRoom' : 'NoRooms') }));
  refreshList();
}

async function openRoom(room) {
  find('app').dataset.view = 'room';
  if (current?.id === room.id && pages.has(room.id)) return;
  current = room;
  composer.open(room);
  find('room-face').replaceChildren(roomFace(room, ''));
  find('room-name').textContent = roomName(room);
  find('room-note').textContent = door.demo ? say('YouAre', door.me.name)
    : room.private ? say('Bot') : count('Members', room.members);
  refreshList();
  if (!pages.has(room.id)) {
    stream.clear();
    stream.note(el('p', { text: say('Loading') }));
    const loading = { list: [], more: false, loading: true };
    pages.set(room.id, loading);
    try {
      const page = await api.page(room.id);
      // What came live meanwhile is newer than the page.
      const known = new Map(page.messages.map(x => [x.id, x]));
      for (const x of loading.list) {
        if ((known.get(x.id)?.revision ?? 0) < x.revision) known.set(x.id, x);
      }
      pages.set(room.id, { list: [...known.values()].sort((a, b) => a.id - b.id), more: page.more });
    } catch (fault) {
      pages.delete(room.id);
      if (current?.id !== room.id) return;
      if (fault.status === 401) return void door.enter();
      stream.note(
        el('p', { text: fault.message || say('LoadFailed') }),
        el('button', { class: 'primary', type: 'button', text: say('Again'), onclick: () => openRoom(room) }));
      return;
    }
  }
  if (current?.id !== room.id) return;
  const page = pages.get(room.id);
  if (page.loading) return;
  stream.show(room, page.list, page.more, room.readUpTo);
  outgoing.show(room);
}

async function loadOlder() {
  const room = current;
  const page = pages.get(room.id);
  try {
    const older = await api.page(room.id, page.list[0].id);
    page.list.unshift(...older.messages);
    page.more = older.more;
    if (current?.id === room.id) stream.prepend(older.messages, older.more);
  } catch {
    // The next scroll asks again.
    stream.olderFailed();
  }
}

async function openQuoted(id) {
  for (let i = 0; i < 6; i++) {
    if (stream.reveal(id) || !pages.get(current.id).more) return;
    await loadOlder();
  }
}

function refreshList() {
  showRooms(rooms, wide.matches ? current?.id : null, choose);
  showTitle(rooms, current?.id);
}

// ---- messages

function take(message) {
  const room = rooms.find(x => x.id === message.room);
  if (!room) return;
  const isNew = message.id > (room.last?.id ?? 0);
  if (isNew || message.id === room.last.id) room.last = message;
  if (isNew && !message.mine) room.unread++;
  if (isNew && message.mine) room.readUpTo = Math.max(room.readUpTo, message.id);
  const page = pages.get(room.id);
  if (page) {
    const at = page.list.findIndex(x => x.id === message.id);
    if (at >= 0) page.list[at] = message;
    else if (isNew || page.loading) page.list.push(message);
  }
  if (current?.id === room.id && page && !page.loading) {
    stream.take(message);
    if (isNew && !message.mine) speak(message);
  }
  refreshList();
}

// A screen reader hears what comes in, not every change of the tally.
function speak(message) {
  find('spoken').textContent = message.card ? message.card.title : `${message.author}: ${message.text || say('Photo')}`;
}

function markRead(room, id) {
  if (away || id <= room.readUpTo) return;
  room.readUpTo = id;
  const page = pages.get(room.id);
  room.unread = id >= (room.last?.id ?? 0) ? 0 : page.list.filter(x => x.id > id && !x.mine).length;
  refreshList();
  clearTimeout(reading.get(room.id));
  reading.set(room.id, setTimeout(() => {
    // Lost marks are made up for by the next one.
    api.read(room.id, room.readUpTo).catch(() => {});
  }, 400));
}

async function press(root, token) {
  const message = root.message;
  setBusy(root, token, true);
  try {
    const answer = await api.press(message.room, message.id, token);
    if (answer.alert) alertBox(answer.text);
    else toast(answer.text);
  } catch (fault) {
    if (!await door.isOther(fault)) toast(fault.message || say('PressLost'));
  } finally {
    setBusy(root, token, false);
  }
}

function openPhoto(photo) {
  sheet({
    label: say('Photo'),
    kind: 'sheet-photo',
    body: close => [
      el('img', { src: photo.url, alt: photo.caption ?? say('Photo'), onclick: close }),
      ...(photo.caption ? [el('p', { class: 'sheet-caption', text: photo.caption })] : []),
      el('button', { class: 'icon-button', type: 'button', 'aria-label': say('Close'), onclick: close }, icon('close')),
    ],
  });
}
