// Messages on their way: shown at once, kept until the service has them, sent again where it failed.

import { api } from './api.js';
import { setState } from './bubble.js';

export class Outgoing {
  #stream;
  #taken;
  #failed;
  #byRoom = new Map();
  #count = 0;

  /** @param taken(view): the service has it; failed(fault): it was not sent */
  constructor(stream, taken, failed) {
    this.#stream = stream;
    this.#taken = taken;
    this.#failed = failed;
  }

  send(room, author, post) {
    this.#count++;
    const message = {
      // Below the last messages until the service has given it its place.
      id: 9e15 + this.#count, room: room.id, revision: 0, at: new Date().toISOString(), mine: true, author,
      text: post.text, clientKey: post.clientKey,
      photo: post.preview ? { url: post.preview, width: 0, height: 0 } : undefined,
      replyTo: post.replyTo ? quoteOf(post.replyTo) : undefined,
    };
    const one = { message, post, state: 'sending', root: null };
    this.#of(room.id).push(one);
    one.root = this.#stream.takePending(message, one.state);
    this.#deliver(one);
  }

  again(root) {
    const one = this.#of(root.message.room).find(x => x.message.id === root.message.id);
    if (one) this.#deliver(one);
  }

  /** The room is shown anew: what is still on its way belongs to it. */
  show(room) {
    for (const one of this.#of(room.id)) one.root = this.#stream.takePending(one.message, one.state);
  }

  /** Another person: what this one did not get through is not said in that one's name. */
  forget() {
    this.#byRoom.clear();
  }

  async #deliver(one) {
    this.#mark(one, 'sending');
    try {
      const view = await api.write(one.message.room, one.post);
      const rest = this.#of(one.message.room).filter(x => x !== one);
      this.#byRoom.set(one.message.room, rest);
      this.#taken(view);
      if (one.post.preview) URL.revokeObjectURL(one.post.preview);
    } catch (fault) {
      this.#mark(one, 'failed');
      this.#failed(fault);
    }
  }

  #mark(one, state) {
    one.state = state;
    if (one.root) setState(one.root, state);
  }

  #of(room) {
    if (!this.#byRoom.has(room)) this.#byRoom.set(room, []);
    return this.#byRoom.get(room);
  }
}

const quoteOf = message => ({
  id: message.id, author: message.card ? undefined : message.author, text: message.card?.title ?? message.text,
});
