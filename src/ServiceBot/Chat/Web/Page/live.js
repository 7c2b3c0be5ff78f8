// Listens to what changes, and comes back after every break where it left off.

const silence = 40_000;
const firstWait = 1_000;
const longestWait = 15_000;

export class Live {
  #handlers;
  #source = null;
  #running = false;
  #seen = 0;
  #heard = 0;
  #wait = firstWait;
  #timer = 0;

  /** @param handlers { message(view), state(connected), reload(), ended(), stillIn(): Promise<boolean> } */
  constructor(handlers) {
    this.#handlers = handlers;
    setInterval(() => this.#watch(), 5_000);
    addEventListener('online', () => {
      if (this.#source === null) this.#again(0);
    });
    addEventListener('offline', () => this.#lost());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.#watch();
    });
  }

  /** Listens from that revision on; whatever was heard before ends. */
  start(revision) {
    this.#running = true;
    this.#seen = revision;
    this.#wait = firstWait;
    this.#open();
  }

  stop() {
    this.#running = false;
    this.#close();
  }

  #close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #open() {
    this.#close();
    const source = new EventSource(`/chat/api/events?since=${this.#seen}`);
    this.#source = source;
    this.#heard = Date.now();
    const on = (kind, act) => source.addEventListener(kind, event => {
      if (source !== this.#source) return;
      this.#heard = Date.now();
      act(event);
    });
    on('hello', () => {
      this.#wait = firstWait;
      this.#handlers.state(true);
    });
    on('beat', () => {});
    on('message', event => {
      this.#seen = Math.max(this.#seen, Number(event.lastEventId));
      this.#handlers.message(JSON.parse(event.data));
    });
    on('reload', () => this.#handlers.reload());
    on('end', () => {
      this.stop();
      this.#handlers.ended();
    });
    // The browser's own return would begin anew at its pace and, after a refusal, not at all.
    on('error', () => this.#lost());
  }

  #lost() {
    if (!this.#running) return;
    this.#close();
    this.#handlers.state(false);
    this.#again(this.#wait);
    this.#wait = Math.min(this.#wait * 2, longestWait);
  }

  #again(wait) {
    if (!this.#running) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      if (await this.#handlers.stillIn() && this.#running) this.#open();
    }, wait);
  }

  #watch() {
    if (this.#source !== null && Date.now() - this.#heard > silence) this.#lost();
  }
}
