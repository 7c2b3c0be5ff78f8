// The strips above the messages: no connection, and what the demonstration is.

import { el, find, icon } from './dom.js';
import { toast } from './notice.js';
import { say } from './words.js';

const patience = 1_500;
const hintKey = 'servicebot-hint';
let lost = 0;

/** A break of a moment is nobody's business; a longer one is said. */
export function showConnection(connected) {
  const banner = find('offline');
  if (connected) {
    clearTimeout(lost);
    lost = 0;
    if (!banner.hidden) toast(say('Online'));
    banner.hidden = true;
  } else if (lost === 0) {
    lost = setTimeout(() => {
      banner.textContent = say('Offline');
      banner.hidden = false;
    }, patience);
  }
}

/** Who has done what the hint says needs it no more. */
export function hideHint() {
  sessionStorage.setItem(hintKey, 'seen');
  find('hint').hidden = true;
}

/** Says once how to become somebody else. */
export function showHint(demo) {
  const hint = find('hint');
  hint.hidden = !demo || sessionStorage.getItem(hintKey) !== null;
  if (hint.hidden) return;
  hint.replaceChildren(
    el('p', { text: say('DemoHint') }),
    el('button', {
      class: 'icon-button', type: 'button', 'aria-label': say('Close'), title: say('Close'),
      onclick: hideHint,
    }, icon('close')));
}
