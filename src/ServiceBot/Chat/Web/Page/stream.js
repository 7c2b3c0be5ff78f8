// The messages of one room: days, places to scroll to, and the art of changing things without moving what is being read.

import { build, change, setState } from './bubble.js';
import { calm, el, find, icon } from './dom.js';
import { count, dayKey, dayName, say } from './words.js';

const nearEnd = 90;
const nearStart = 600;
const restAfter = 1_200;
const sameBreath = 5 * 60_000;

export class Stream {
  #box = find('stream');
  #newest = find('newest');
  #hands;
  #room = null;
  #byId = new Map();
  #more = false;
  #loading = false;
  #below = 0;
  #atEnd = true;
  #rest = 0;

  /** @param hands what bubbles need, and { older(), seen(id) } */
  constructor(hands) {
    this.#hands = hands;
    let asked = false;
    this.#box.addEventListener('scroll', () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        this.#scrolled();
      });
    }, { passive: true });
    this.#newest.addEventListener('click', () => this.toEnd(true));
    // The keyboard opens, the field grows, the phone is turned: who was at the end stays there.
    new ResizeObserver(() => {
      if (this.#atEnd) this.toEnd();
    }).observe(this.#box);
    document.addEventListener('visibilitychange', () => this.#tellSeen());
    addEventListener('focus', () => this.#tellSeen());
  }

  /** Shows a room from its newest page; with unread messages the first of them is in view. */
  show(room, messages, more, readUpTo) {
    this.#room = room;
    this.#more = more;
    this.#byId.clear();
    this.#setBelow(0);
    this.#box.replaceChildren();
    this.#box.append(el('div', { class: 'older', 'aria-hidden': 'true' }));
    for (const message of messages) this.#place(message);
    this.#showEmpty();
    const firstUnread = messages.find(x => x.id > readUpTo && !x.mine);
    const divider = firstUnread && readUpTo > 0 ? el('div', { class: 'unread-mark' }, el('span', { text: say('NewMessages') })) : null;
    if (divider) this.#byId.get(firstUnread.id).before(divider);
    this.#box.scrollTop = this.#box.scrollHeight;
    this.#atEnd = true;
    if (divider && divider.offsetTop < this.#box.scrollTop) {
      this.#box.scrollTop = Math.max(0, divider.offsetTop - 60);
      this.#below = messages.filter(x => x.id > readUpTo && !x.mine).length;
    }
    this.#scrolled();
  }

  clear() {
    this.#room = null;
    this.#byId.clear();
    this.#setBelow(0);
    this.#box.replaceChildren();
  }

  note(...nodes) {
    this.#box.replaceChildren(el('div', { class: 'empty' }, ...nodes));
  }

  /** Older messages came: what is being read stays where it is. */
  prepend(messages, more) {
    this.#more = more;
    this.#loading = false;
    this.#keepPlace(() => {
      for (const message of [...messages].reverse()) this.#place(message);
    });
  }

  olderFailed() {
    this.#loading = false;
  }

  /** A message is new or was changed. */
  take(message) {
    const known = this.#byId.get(message.id) ?? this.#pending(message.clientKey);
    if (known) {
      this.#keepPlace(() => this.#renew(known, message));
      return;
    }
    const first = Math.min(...this.#byId.keys());
    // An old message that has not been loaded will be loaded in its newest form.
    if (this.#more && message.id < first) return;
    const wasAtEnd = this.#atEnd;
    this.#keepPlace(() => this.#place(message).classList.add('arriving'));
    if (message.mine) this.toEnd();
    else if (!wasAtEnd) this.#setBelow(this.#below + 1);
    this.#tellSeen();
  }

  /** Shows a message that is on its way. */
  takePending(message, state) {
    const root = this.#place(message);
    setState(root, state);
    this.toEnd();
    return root;
  }

  toEnd(smooth = false) {
    this.#box.scrollTo({ top: this.#box.scrollHeight, behavior: smooth && !calm.matches ? 'smooth' : 'instant' });
    this.#atEnd = true;
    this.#setBelow(0);
    this.#tellSeen();
  }

  /** Brings a message into view; false when it is not loaded. */
  reveal(id) {
    const root = this.#byId.get(id);
    if (!root) return false;
    root.scrollIntoView({ block: 'center', behavior: calm.matches ? 'instant' : 'smooth' });
    root.classList.add('found');
    setTimeout(() => root.classList.remove('found'), 1_600);
    return true;
  }

  get oldest() {
    return Math.min(...this.#byId.keys());
  }

  #renew(root, message) {
    if (root.dataset.state) {
      // The service has taken it: now it has its own id and place.
      this.#byId.delete(root.message.id);
      root.remove();
      this.#place(message);
      return;
    }
    if (message.revision < root.message.revision) return;
    change(root, message);
  }

  #pending(clientKey) {
    return clientKey === undefined ? undefined
      : [...this.#byId.values()].find(x => x.dataset.state && x.message.clientKey === clientKey);
  }

  #place(message) {
    this.#box.querySelector('.empty')?.remove();
    const root = build(message, this.#room.timeZone, this.#hands);
    this.#byId.set(message.id, root);
    const at = new Date(message.at);
    const day = this.#day(dayKey(at, this.#room.timeZone), at);
    const next = this.#nextOf(day, message.id);
    day.insertBefore(root, next);
    this.#group(root);
    const following = root.nextElementSibling;
    if (following?.classList.contains('msg')) this.#group(following);
    return root;
  }

  // Messages come at the end or, as history, at the start: look from both ends.
  #nextOf(day, id) {
    const last = day.lastElementChild;
    if (!last?.message || last.message.id < id) return null;
    return [...day.children].find(x => x.message && x.message.id > id) ?? null;
  }

  #day(key, at) {
    const sections = [...this.#box.querySelectorAll(':scope > .day')];
    const same = sections.findLast(x => x.dataset.day === key);
    if (same) return same;
    const day = el('section', { class: 'day', data: { day: key } },
      el('div', { class: 'day-mark' }, el('span', { text: dayName(at, this.#room.timeZone) })));
    this.#box.insertBefore(day, sections.find(x => x.dataset.day > key) ?? null);
    return day;
  }

  // What one person says in one breath stands together.
  #group(root) {
    const before = root.previousElementSibling?.message;
    const message = root.message;
    const follows = before !== undefined && !before.card && !message.card && before.author === message.author
      && before.mine === message.mine && new Date(message.at) - new Date(before.at) < sameBreath;
    root.classList.toggle('follows', follows);
  }

  #showEmpty() {
    if (this.#byId.size === 0) this.note(el('p', { text: say(this.#room.private ? 'PrivateHint' : 'Empty') }));
  }

  #keepPlace(act) {
    if (this.#atEnd) {
      act();
      this.#box.scrollTop = this.#box.scrollHeight;
      return;
    }
    const top = this.#box.getBoundingClientRect().top;
    const anchor = [...this.#box.querySelectorAll('.msg')].find(x => x.getBoundingClientRect().bottom > top + 8);
    const before = anchor?.getBoundingClientRect().top;
    act();
    if (anchor?.isConnected) this.#box.scrollTop += anchor.getBoundingClientRect().top - before;
  }

  #showDays() {
    const top = this.#box.getBoundingClientRect().top;
    for (const day of this.#box.querySelectorAll(':scope > .day')) {
      day.firstElementChild.classList.toggle('stuck', day.getBoundingClientRect().top < top - 4);
    }
    this.#box.classList.add('scrolling');
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#box.classList.remove('scrolling'), restAfter);
  }

  #scrolled() {
    this.#showDays();
    const rest = this.#box.scrollHeight - this.#box.clientHeight - this.#box.scrollTop;
    this.#atEnd = rest < nearEnd;
    if (this.#atEnd) this.#setBelow(0);
    else this.#setBelow(this.#below);
    this.#tellSeen();
    if (this.#more && !this.#loading && this.#box.scrollTop < nearStart && this.#room) {
      this.#loading = true;
      this.#hands.older();
    }
  }

  #setBelow(number) {
    this.#below = number;
    this.#newest.hidden = this.#atEnd || this.#room === null;
    if (this.#newest.hidden) return;
    const text = number > 0 ? count('NewBelow', number) : '';
    this.#newest.replaceChildren(...(text ? [el('span', { text })] : []), icon('down'));
    this.#newest.setAttribute('aria-label', text || say('ToNewest'));
  }

  #tellSeen() {
    if (!this.#room || document.visibilityState !== 'visible' || !this.#box.offsetParent) return;
    const bottom = this.#box.getBoundingClientRect().bottom;
    const seen = [...this.#box.querySelectorAll('.msg')]
      .findLast(x => !x.dataset.state && x.getBoundingClientRect().top < bottom - 20);
    if (seen) this.#hands.seen(this.#room, seen.message.id);
  }
}
