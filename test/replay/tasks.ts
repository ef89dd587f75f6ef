// What people do on the fixture sites in a few seconds: each task is recorded as a session of its own, and replayed.
import type { Hand } from './hand.ts';
import { carry, click, doubleClick, fill, follow, press, read, wheel } from './hand.ts';

export interface Task {
  readonly name: string;
  /** The page to begin with, below the folder of fixtures. */
  readonly start: string;
  /** Something is typed: its text must be let through for a replay to come out the same. */
  readonly isTyped?: true;
  readonly run: (hand: Hand) => Promise<void>;
}

const DESK: readonly Task[] = [
  { name: 'sort the list', start: 'desk/index.html', run: (hand) => click(hand, 'sort-customer', 'sort-status') },
  {
    name: 'tick two tickets and open a third',
    start: 'desk/index.html',
    run: async (hand) => {
      await click(hand, 'sort-id', 'tick-4001', 'tick-4002');
      await follow(hand, 'desk/ticket.html*', () => click(hand, 'open-4003'));
    },
  },
  {
    name: 'search the list',
    start: 'desk/index.html',
    isTyped: true,
    run: async (hand) => {
      await fill(hand, 'search', 'lamp');
      await press(hand, 'Enter');
    },
  },
  {
    name: 'filter by status with keys',
    start: 'desk/index.html',
    isTyped: true,
    run: async (hand) => {
      await click(hand, 'search');
      await press(hand, 'Tab', 'ArrowDown');
    },
  },
  {
    name: 'go round the desk',
    start: 'desk/index.html',
    run: async (hand) => {
      await follow(hand, 'desk/board.html', () => click(hand, 'nav-board'));
      await follow(hand, 'desk/report.html*', () => click(hand, 'nav-report'));
      await follow(hand, 'desk/index.html', () => click(hand, 'nav-tickets'));
    },
  },
  {
    name: 'read a report by agent and month',
    start: 'desk/report.html',
    run: (hand) => click(hand, 'tab-agent', 'period-month', 'tab-status', 'refresh'),
  },
  { name: 'look at a card of the board', start: 'desk/board.html', run: (hand) => click(hand, 'card-4001') },
  {
    name: 'move the splitter of the board',
    start: 'desk/board.html',
    run: (hand) => carry(hand, 'splitter', [-90, 0]),
  },
  {
    name: 'carry a card to the next column',
    start: 'desk/board.html',
    run: (hand) => carry(hand, 'card-4001', 'column-progress'),
  },
  {
    name: 'pin a ticket from its menu',
    start: 'desk/ticket.html',
    run: (hand) => click(hand, 'more', 'pin-ticket'),
  },
  {
    name: 'close a ticket at the second try',
    start: 'desk/ticket.html',
    run: async (hand) => {
      await click(hand, 'close-ticket', 'close-cancel', 'close-ticket', 'close-confirm');
    },
  },
  {
    name: 'close a dialog by Escape',
    start: 'desk/ticket.html',
    run: async (hand) => {
      await click(hand, 'close-ticket');
      await press(hand, 'Escape');
    },
  },
  {
    name: 'choose how to contact somebody',
    start: 'desk/ticket.html',
    run: (hand) => click(hand, 'label-contact-phone', 'contact-letter'),
  },
  {
    name: 'fill in a follow-up',
    start: 'desk/ticket.html',
    isTyped: true,
    run: async (hand) => {
      await fill(hand, 'customer-name', 'Northern Lamps');
      await fill(hand, 'reply', 'It will be there on Monday.');
      await click(hand, 'subject');
    },
  },
  {
    name: 'send a follow-up',
    start: 'desk/ticket.html',
    isTyped: true,
    run: async (hand) => {
      await fill(hand, 'customer-name', 'Northern Lamps');
      await click(hand, 'subject');
      await read(hand);
      await follow(hand, 'desk/saved.html', () => click(hand, 'submit'));
    },
  },
  {
    name: 'write a note in bold',
    start: 'desk/ticket.html',
    isTyped: true,
    run: async (hand) => {
      await fill(hand, 'note', 'Called twice');
      await click(hand, 'subject');
    },
  },
  {
    name: 'name a customer in the frame',
    start: 'desk/ticket.html',
    isTyped: true,
    run: async (hand) => {
      await click(hand, { name: 'card-nickname', frame: 'customer-frame' });
      await press(hand, 'Control+a');
      await hand.page.keyboard.type('Lampy', { delay: 15 });
      await click(hand, { name: 'card-save', frame: 'customer-frame' });
    },
  },
];

const CAPTURE: readonly Task[] = [
  {
    name: 'press buttons of every make',
    start: 'capture/clicks.html',
    run: (hand) => click(hand, 'save', 'icon', 'text', 'aria-button', 'small', 'turned', 'square', 'anchor'),
  },
  {
    name: 'tick boxes by their labels',
    start: 'capture/clicks.html',
    run: (hand) => click(hand, { name: 'wrapping', at: [0.8, 0.5] }, 'label-apart', 'summary'),
  },
  {
    name: 'press what changes under the hand',
    start: 'capture/clicks.html',
    run: (hand) => click(hand, 'rebuilds-leaf', 'replaced', 'replaced', 'moves', 'vanishes-click'),
  },
  { name: 'mark a word', start: 'capture/clicks.html', run: (hand) => doubleClick(hand, 'text') },
  {
    name: 'type into plain fields',
    start: 'capture/typing.html',
    isTyped: true,
    run: async (hand) => {
      await fill(hand, 'text', 'plain words');
      await fill(hand, 'suggested', 'Bonn');
      await fill(hand, 'formatted', 'upper');
      await click(hand, 'away');
    },
  },
  {
    name: 'write and correct remarks',
    start: 'capture/typing.html',
    isTyped: true,
    run: async (hand) => {
      await fill(hand, 'area', 'one two thrse');
      await press(hand, 'Backspace', 'Backspace');
      await hand.page.keyboard.type('ee', { delay: 15 });
      await click(hand, 'away');
    },
  },
  {
    name: 'set boxes and sizes',
    start: 'capture/changes.html',
    run: (hand) => click(hand, 'check', 'medium', 'large', 'check', 'small'),
  },
  {
    name: 'choose a status with keys',
    start: 'capture/changes.html',
    isTyped: true,
    run: async (hand) => {
      await click(hand, 'away');
      await hand.page.locator('[data-testid="status"]').focus();
      await press(hand, 'ArrowDown');
      await click(hand, 'away');
    },
  },
  {
    name: 'answer dialogs',
    start: 'capture/dialogs.html',
    run: (hand) => click(hand, 'modal', 'yes', 'popover'),
  },
  {
    name: 'press inside shadow roots',
    start: 'capture/shadow.html',
    run: (hand) => click(hand, 'slotted', 'declared'),
  },
  {
    name: 'choose in widgets made of spans',
    start: 'capture/aria.html',
    run: (hand) => click(hand, 'switch', 'check', 'folder-label', 'archive'),
  },
  {
    name: 'press in and outside a frame',
    start: 'capture/frames.html',
    run: (hand) => click(hand, 'top', { name: 'inside', frame: 'same' }),
  },
  { name: 'scroll a pane', start: 'capture/scrolls.html', run: (hand) => wheel(hand, 'pane', 4) },
];

export const TASKS: readonly Task[] = [...DESK, ...CAPTURE];
