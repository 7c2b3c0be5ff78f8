// Where a member writes: text, a photo, an answer to a message.

import { newKey } from './api.js';
import { el, find, icon } from './dom.js';
import { toast } from './notice.js';
import { firstPicture, fit } from './photo.js';
import { signed } from './signs.js';
import { say } from './words.js';

export class Composer {
  #form = find('composer');
  #text = find('text');
  #photoField = find('photo');
  #send;
  #drafts = new Map();
  #room = null;
  #replyTo = null;
  #photo = null;
  #preview = null;

  /** @param send(room, post) with post { clientKey, text, replyTo?, photo?, preview? } */
  constructor(send) {
    this.#send = send;
    this.#form.addEventListener('submit', event => {
      event.preventDefault();
      this.#submit();
    });
    // The tap on "send" leaves the focus, and with it the keyboard of a phone, as it was.
    find('send').addEventListener('pointerdown', event => event.preventDefault());
    this.#text.addEventListener('input', () => this.#fitHeight());
    this.#text.addEventListener('keydown', event => {
      if (event.key === 'Escape' && this.#replyTo) this.replyTo(null);
      // With a keyboard Enter sends; on glass it is a new line, and the button sends.
      const byKeyboard = matchMedia('(hover: hover) and (pointer: fine)').matches;
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !byKeyboard) return;
      event.preventDefault();
      this.#submit();
    });
    this.#text.addEventListener('paste', event => {
      const file = firstPicture(event.clipboardData?.files);
      if (!file) return;
      event.preventDefault();
      this.#attach(file);
    });
    this.#photoField.addEventListener('change', () => {
      const file = this.#photoField.files[0];
      this.#photoField.value = '';
      if (file) this.#attach(file);
    });
    this.#acceptDrops();
  }

  /** Turns to a room; what was begun in another waits there. */
  open(room) {
    if (this.#room) this.#drafts.set(this.#room.id, this.#text.value);
    this.#room = room;
    this.#form.hidden = room === null;
    this.replyTo(null);
    this.#setPhoto(null);
    this.#text.value = room ? this.#drafts.get(room.id) ?? '' : '';
    this.#fitHeight();
  }

  /** Another person: what was begun is not said in his name. */
  forget() {
    this.#drafts.clear();
    this.#room = null;
    this.open(null);
  }

  /** Begins an answer to a message; null ends it. */
  replyTo(message) {
    this.#replyTo = message;
    const box = find('replying');
    box.hidden = message === null;
    if (message === null) {
      box.replaceChildren();
      return;
    }
    const author = message.card ? say('Bot') : message.mine ? say('You') : message.author;
    box.replaceChildren(
      icon('reply'),
      el('div', {},
        el('strong', { text: say('ReplyTo', author) }),
        el('span', {}, ...(message.card ? signed(message.card.title) : [message.text || say('Photo')]))),
      el('button', {
        class: 'icon-button', type: 'button', 'aria-label': say('Cancel'), title: say('Cancel'), onclick: () => this.replyTo(null),
      }, icon('close')));
    this.#text.focus();
  }

  #submit() {
    const text = this.#text.value.trim();
    if (text === '' && this.#photo === null) {
      this.#text.focus();
      return;
    }
    const post = { clientKey: newKey(), text, replyTo: this.#replyTo, photo: this.#photo, preview: this.#preview };
    this.#preview = null;
    this.#text.value = '';
    this.#drafts.delete(this.#room.id);
    this.replyTo(null);
    this.#setPhoto(null);
    this.#fitHeight();
    this.#send(this.#room, post);
  }

  async #attach(file) {
    const fitted = await fit(file);
    if (fitted === null) toast(say('WrongFile'));
    else this.#setPhoto(fitted);
  }

  #setPhoto(photo) {
    if (this.#preview) URL.revokeObjectURL(this.#preview);
    this.#photo = photo;
    this.#preview = photo === null ? null : URL.createObjectURL(photo);
    const box = find('attached');
    box.hidden = photo === null;
    box.replaceChildren(...(photo === null ? [] : [
      el('img', { src: this.#preview, alt: say('PhotoReady') }),
      el('button', {
        class: 'icon-button', type: 'button', 'aria-label': say('RemovePhoto'), title: say('RemovePhoto'),
        onclick: () => this.#setPhoto(null),
      }, icon('close')),
    ]));
    if (photo !== null) this.#text.focus();
  }

  #acceptDrops() {
    const room = document.querySelector('.room');
    const drop = find('drop');
    const carriesFile = event => this.#room !== null && [...event.dataTransfer?.types ?? []].includes('Files');
    room.addEventListener('dragover', event => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      drop.hidden = false;
    });
    room.addEventListener('dragleave', event => {
      if (!room.contains(event.relatedTarget)) drop.hidden = true;
    });
    room.addEventListener('drop', event => {
      drop.hidden = true;
      if (!carriesFile(event)) return;
      event.preventDefault();
      const file = firstPicture(event.dataTransfer.files);
      if (file) this.#attach(file);
      else toast(say('WrongFile'));
    });
  }

  #fitHeight() {
    this.#text.style.height = 'auto';
    this.#text.style.height = `${Math.min(this.#text.scrollHeight, 160)}px`;
  }
}
