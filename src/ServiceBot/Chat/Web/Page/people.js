// Who am I, who else could I be, and who may come in.

import { api } from './api.js';
import { el, face, find, icon } from './dom.js';
import { sheet, toast, confirmBox } from './notice.js';
import { fullTime, say } from './words.js';

/** Shows in both headers who is signed in. */
export function showMe(me, demo, open) {
  const big = find('who');
  big.replaceChildren(
    face(me.name, me.name),
    el('span', { class: 'who-names' },
      el('strong', { text: me.name }),
      el('span', { text: me.roles.join(', ') })),
    demo ? el('span', { class: 'tag', text: say('Demo') }) : icon('down'));
  const small = find('who-small');
  small.replaceChildren(face(me.name, me.name, 'small'), icon('down'));
  for (const button of [big, small]) {
    button.setAttribute('aria-label', `${say('WhoAmI')}: ${me.name}, ${me.roles.join(', ')}`);
    button.onclick = open;
  }
}

/** The people of the demonstration; the promise ends with the chosen one or null. */
export async function choosePerson() {
  const people = await api.people();
  const several = new Set(people.map(x => x.station)).size > 1;
  return new Promise(done => {
    let chosen = null;
    sheet({
      title: say('Become'),
      kind: 'sheet-list',
      body: close => [el('ul', { class: 'people' }, ...people.map(person =>
        el('li', {}, el('button', {
          class: 'person', type: 'button', 'aria-current': person.me ? 'true' : null,
          onclick: () => { chosen = person; close(); },
        },
          face(person.name, person.name),
          el('span', { class: 'who-names' },
            el('strong', { text: person.name }),
            el('span', { text: person.roles.join(', ') + (several ? ` · ${person.stationName}` : '') })),
          person.me ? icon('check') : null))))],
      closed: () => done(chosen),
    });
  });
}

/** Appearance, links for others, the way out. */
export function openMenu({ me, demo, leave, leaveEverywhere }) {
  const theme = window.servicebotTheme;
  sheet({
    title: say('Menu'),
    kind: 'sheet-list',
    body: close => [
      el('fieldset', { class: 'themes' },
        el('legend', { text: say('Theme') }),
        ...[['auto', 'ThemeAuto'], ['light', 'ThemeLight'], ['dark', 'ThemeDark']].map(([value, words]) =>
          el('label', {},
            el('input', {
              type: 'radio', name: 'theme', value, checked: theme.get() === value, onchange: () => theme.set(value),
            }),
            el('span', { text: say(words) })))),
      el('ul', { class: 'acts' },
        ...(me.invites.length > 0
          ? [el('li', {}, el('button', { type: 'button', onclick: () => { close(); openLinks(me.invites); } }, icon('link'), say('Links')))]
          : []),
        ...(demo ? [] : [el('li', {}, el('button', { type: 'button', onclick: () => { close(); openSessions(); } }, icon('device'), say('Sessions')))]),
        // In the demonstration there is no outside.
        ...(demo ? [] : [['Leave', leave], ['LeaveEverywhere', leaveEverywhere]].map(([words, go]) => el('li', {}, el('button', {
          type: 'button',
          onclick: async () => {
            close();
            if (await confirmBox(say(`${words}Sure`), say(words))) await go();
          },
        }, icon('leave'), say(words)))))),
    ],
  });
}

/** Where the person is signed in; each session but this one can be ended. */
async function openSessions() {
  let sessions;
  try {
    sessions = await api.sessions();
  } catch (fault) {
    toast(fault.message || say('LoadFailed'));
    return;
  }
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const time = text => fullTime(new Date(text), zone);
  sheet({
    title: say('Sessions'),
    kind: 'sheet-list',
    body: () => [
      el('p', { class: 'sheet-text', text: say('SessionsHint') }),
      el('ul', { class: 'people' }, ...sessions.map(session => {
        const row = el('li', {}, el('div', { class: 'person' },
          el('span', { class: 'who-names' },
            el('strong', { text: session.device || say('DeviceUnknown') }),
            el('span', { text: say('SessionTimes', time(session.enteredAt), time(session.seenAt)) })),
          session.here
            ? el('span', { class: 'tag', text: say('SessionHere') })
            : el('button', { class: 'plain', type: 'button', text: say('EndSession'), onclick: () => endSession(session, row) })));
        return row;
      })),
    ],
  });
}

async function endSession(session, row) {
  try {
    await api.endSession(session.id);
  } catch (fault) {
    if (fault.status !== 404) {
      toast(fault.message || say('LoadFailed'));
      return;
    }
  }
  row.remove();
  toast(say('SessionEnded'));
}

function openLinks(people) {
  sheet({
    title: say('Links'),
    kind: 'sheet-list',
    body: () => [
      el('p', { class: 'sheet-text', text: say('LinksHint') }),
      el('ul', { class: 'people' }, ...people.map(person => {
        const row = el('li', {}, el('div', { class: 'person' },
          face(person.name, person.name),
          el('span', { class: 'who-names' }, el('strong', { text: person.name }), el('span', { text: person.roles.join(', ') })),
          el('button', { class: 'plain', type: 'button', text: say('MakeLink'), onclick: () => makeLink(person, row) })));
        return row;
      })),
    ],
  });
}

async function makeLink(person, row) {
  let link;
  try {
    link = await api.link(person);
  } catch (fault) {
    toast(fault.message || say('LoadFailed'));
    return;
  }
  const field = el('input', {
    type: 'text', readonly: true, value: location.origin + link.path, 'aria-label': say('LinkFor', person.name),
    onfocus: event => event.currentTarget.select(),
  });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  row.querySelector('.link')?.remove();
  row.append(el('div', { class: 'link' },
    field,
    el('button', { class: 'primary', type: 'button', text: say('Copy'), onclick: () => copy(field) }),
    el('p', { text: say('LinkUntil', fullTime(new Date(link.expiresAt), zone)) })));
  field.focus();
}

async function copy(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // Without https the browser keeps the clipboard to itself; the old way still works.
    if (!document.execCommand('copy')) return;
  }
  toast(say('Copied'));
}

/** What is shown to who is not signed in. */
export function showGate(title, text, command) {
  find('app').hidden = true;
  const gate = find('gate');
  gate.hidden = false;
  gate.replaceChildren(el('main', { class: 'gate-card' },
    el('img', { class: 'gate-sign', src: '/chat/page/icon.svg', alt: '', width: 72, height: 72 }),
    el('h1', { text: title }),
    el('p', { text }),
    ...(command ? [el('p', { class: 'gate-note', text: say('SignInAdmin') }), el('code', { text: 'servicebot link --station … --member …' })] : []),
    ...(command ? [] : [el('button', { class: 'primary', type: 'button', text: say('Again'), onclick: () => location.reload() })])));
}
