// What the page asks of the service. A refusal carries the words for the person.

export class Refusal extends Error {
  /** @param status 0: no answer came. */
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

let session = '-';

/** Names the session in which the page acts. */
export function useSession(value) {
  session = value;
}

async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { signal: AbortSignal.timeout(options.patience ?? 20_000), ...options });
  } catch {
    throw new Refusal(0, '');
  }
  if (answer.status === 204) return null;
  let body = null;
  try {
    body = await answer.json();
  } catch {
    if (answer.ok) throw new Refusal(0, '');
  }
  if (!answer.ok) throw new Refusal(answer.status, body?.title ?? '');
  return body;
}

const send = (path, body, patience) => ask(path, {
  method: 'POST',
  headers: body instanceof FormData
    ? { 'X-ServiceBot-Session': session }
    : { 'X-ServiceBot-Session': session, 'Content-Type': 'application/json' },
  body: body instanceof FormData ? body : JSON.stringify(body ?? {}),
  patience,
});

/** Tries again where no answer came; the service knows a repeated request by its key. */
async function persist(act) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await act();
    } catch (fault) {
      if (fault.status !== 0 && fault.status < 500) throw fault;
      if (attempt === 2) throw fault;
      await new Promise(done => setTimeout(done, 500 * 3 ** attempt));
    }
  }
}

const roomPath = room => `/chat/api/rooms/${encodeURIComponent(room)}`;

export const api = {
  texts: () => persist(() => ask('/chat/api/texts')),
  me: () => ask('/chat/api/me'),
  rooms: () => ask('/chat/api/rooms'),
  page: (room, before) => ask(`${roomPath(room)}/messages${before === undefined ? '' : `?before=${before}`}`),
  people: () => ask('/chat/api/demo/people'),
  become: person => send('/chat/api/demo/become', { station: person.station, member: person.member }),
  link: person => send('/chat/api/links', { station: person.station, member: person.member }),
  sessions: () => ask('/chat/api/sessions'),
  endSession: id => send(`/chat/api/sessions/${encodeURIComponent(id)}/end`),
  leave: () => send('/chat/api/leave'),
  leaveEverywhere: () => send('/chat/api/leave-everywhere'),
  read: (room, upTo) => send(`${roomPath(room)}/read`, { upTo }),
  press: (room, messageId, token) => {
    const queryId = newKey();
    return persist(() => send('/chat/api/press', { room, messageId, token, queryId }));
  },
  write: (room, post) => persist(() => {
    const form = new FormData();
    form.append('text', post.text);
    form.append('clientKey', post.clientKey);
    if (post.replyTo) form.append('replyTo', String(post.replyTo.id));
    if (post.photo) form.append('photo', post.photo, 'photo');
    return send(`${roomPath(room)}/messages`, form, 90_000);
  }),
};

/** A new uuid; crypto.randomUUID is missing where the page does not come by https. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map(x => x.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
