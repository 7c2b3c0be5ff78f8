// Who is in: entering, becoming somebody else, leaving.

import { api, useSession } from './api.js';
import { find } from './dom.js';
import { toast } from './notice.js';
import { choosePerson, openMenu, showGate, showMe } from './people.js';
import { hideHint } from './strips.js';
import { say } from './words.js';

const retry = 5_000;

export class Door {
  demo = false;
  #me = null;
  #hands;
  // Other tabs share the cookie: they must hear when somebody else is in.
  #tabs = 'BroadcastChannel' in window ? new BroadcastChannel('servicebot-who') : null;

  /** @param hands { entered(), left(), changed() }: rooms to load, nobody in, another person in */
  constructor(hands) {
    this.#hands = hands;
    this.#tabs?.addEventListener('message', () => this.enter());
  }

  get me() {
    return this.#me;
  }

  /** Begins as whoever is signed in now. */
  async enter() {
    this.#hands.left();
    try {
      const me = await api.me();
      if (this.#me?.session !== me.session) this.#hands.changed();
      this.#me = me;
      useSession(me.session);
      await this.#hands.entered();
    } catch (fault) {
      if (fault.status === undefined) throw fault;
      await this.#outside(fault);
      return;
    }
    find('gate').hidden = true;
    find('app').hidden = false;
    showMe(this.#me, this.demo, () => this.demo ? this.#switch() : this.menu());
  }

  /** After a break: whether the same person is still in; otherwise begins anew. */
  async isSame() {
    try {
      const now = await api.me();
      if (now.session === this.#me.session) return true;
    } catch (fault) {
      if (fault.status !== 401) return true;
    }
    await this.enter();
    return false;
  }

  /** Whether a refusal means that somebody else is in, or nobody; then begins anew. */
  async isOther(fault) {
    if (fault.status !== 401 && fault.status !== 409) return false;
    if (fault.message) toast(fault.message);
    await this.enter();
    return true;
  }

  menu() {
    openMenu({ me: this.#me, demo: this.demo, leave: () => this.#leave(api.leave), leaveEverywhere: () => this.#leave(api.leaveEverywhere) });
  }

  async #outside(fault) {
    if (fault.status !== 401) {
      showGate(say('LoadFailed'), fault.message);
      setTimeout(() => this.enter(), retry);
      return;
    }
    if (this.demo) {
      const people = await api.people();
      await this.#become(people[0]);
      return;
    }
    this.#hands.changed();
    showGate(say('SignInTitle'), say('SignInText'), true);
    document.title = say('Title');
  }

  async #switch() {
    let person;
    try {
      person = await choosePerson();
    } catch (fault) {
      toast(fault.message || say('LoadFailed'));
      return;
    }
    if (!person || person.me) return;
    if (!await this.#become(person)) return;
    hideHint();
    toast(say('NowYou', person.name));
  }

  async #become(person) {
    let done = true;
    this.#hands.left();
    try {
      await api.become(person);
      this.#tabs?.postMessage('changed');
    } catch (fault) {
      toast(fault.message || say('LoadFailed'));
      done = false;
    }
    await this.enter();
    return done;
  }

  async #leave(go) {
    try {
      await go();
    } catch (fault) {
      if (fault.status !== 401) {
        toast(fault.message || say('LoadFailed'));
        return;
      }
    }
    this.#tabs?.postMessage('changed');
    toast(say('SignedOut'));
    await this.enter();
  }
}
