// The words of the session file's reference: what each kind and field means, with its unit. Types come from the schemas.
import type { RecordKind } from '../model/record.ts';

/** Words for an object: what it is, and each of its fields by path (`from.point`, `items[].type`). */
export interface Prose {
  readonly what: string;
  readonly fields: Readonly<Record<string, string>>;
}

const TARGET = 'The element acted on.';
const FIELD = 'What kind of field it is, and what may be recorded of it.';
const MODIFIERS = 'Modifier keys held.';
const MS = 'How long it took, in ms; it began at `t` - `ms`.';

const VIEWPORT = {
  width: 'CSS px.',
  height: 'CSS px.',
  dpr: 'Device pixels for each CSS px.',
  zoom: 'Pinch zoom; 1 is none.',
  scrollX: 'How far the page is scrolled to the right, in CSS px.',
  scrollY: 'How far the page is scrolled down, in CSS px.',
  index:
    'For a frame: its number among the frames of the document that holds it. Absent where that does not count it (in a shadow tree).',
  frames:
    'Frames in this document: `[index, content box]`, as large as shown. A point in a frame, divided by the width and height of its viewport, lies at that part of the box that the newest `frames` of its `parent` has for its newest `index`.',
};

/** The head of a segment. */
export const SEGMENT_PROSE: Prose = {
  what: 'Begins every segment. A segment is one gzip member, sealed and sent as one.',
  fields: {
    kind: 'Always `segment`.',
    schema:
      'Version of this format. Rises when a field changes its meaning or goes; new kinds and fields do not raise it.',
    session: 'Random id of the session.',
    n: 'Number of this segment in the session, from 0.',
    startedAt: 'When the session started: ISO 8601 in UTC.',
    participant: 'Random pseudonym of the install, renewed monthly.',
    firstSeq: '`seq` of the first record of this segment.',
    prev: 'SHA-256, in hex, of the uncompressed bytes of the segment before; null in segment 0.',
    policy: 'Revision of the policy in force; `study` in study mode.',
    extension: 'Version of the extension.',
    browser: 'Name and version of the browser.',
    os: 'Name of the operating system.',
    region: 'Where the contract of the person is.',
    pointerHz: 'Most pointer samples a second when the session started; `control` records tell where it changes.',
    purpose: 'What the recording is for.',
  },
};

/** What every record but `segment` has beside its own fields. */
export const ENVELOPE_PROSE: Prose = {
  what: 'Every record but `segment` has these beside `kind` and its own fields.',
  fields: {
    seq: 'Number of the record in the session. Rises by exactly 1.',
    t: 'When the record closed, in ms since `startedAt`. Never goes back.',
    doc: 'The document it happened in, as named by a `page` record before. Absent where it happened in none.',
    late: 'The record arrived after its time was sealed: `t` is when it was written, not when it happened.',
  },
};

/** Kinds of records, in the order of the reference. */
export const KIND_PROSE: Readonly<Record<RecordKind, Prose>> = {
  page: {
    what: 'A document came into view of the recorder: it loaded, or its URL changed without a load.',
    fields: {
      url: 'Origin and path shape, such as `https://desk.example/ticket/:id`; no ids, query values or fragments unless policy lists them.',
      cause:
        'What led here: `spa` and `fragment` are changes without a load, `new_session` restates a document that was open already.',
      tab: 'Number of the tab; absent where the browser did not tell.',
      parent: 'For a frame: `doc` of the document that holds it.',
      viewport: 'The viewport at that moment.',
      ...Object.fromEntries(Object.entries(VIEWPORT).map(([field, what]) => [`viewport.${field}`, what])),
    },
  },
  viewport: {
    what: 'The viewport changed.',
    fields: VIEWPORT,
  },
  visibility: { what: 'The document was shown or hidden.', fields: { state: 'What it is now.' } },
  focus: { what: 'The window gained or lost the focus.', fields: { focused: 'True when it has the focus now.' } },
  pointer: {
    what: 'One path of the pointer, from rest to rest (100 ms) and at most 1 s long. Sample 0 is its start; sample i lies at the start plus the sums of the first i deltas.',
    fields: {
      type: 'What pointed.',
      x: 'Start, in CSS px from the left of the viewport.',
      y: 'Start, in CSS px from the top of the viewport.',
      dt: 'Time of each further sample since the one before, in ms: the path began at `t` less the sum of these.',
      dx: 'Way to the right since the sample before, in CSS px.',
      dy: 'Way down since the sample before, in CSS px.',
      buttons:
        '`[index of sample, bit mask of buttons]` where the buttons change; absent while none is down. Sample 0 is the start.',
    },
  },
  click: {
    what: 'A press and release on one element, or what a key or a label made of it.',
    fields: {
      point:
        'Where. Absent for a click made by the keyboard, and where the place would tell a value (sliders, keypads).',
      button: 'Which button.',
      count: '1 for a single click, 2 for the second of a double click, 3 for a third.',
      modifiers: MODIFIERS,
      held: 'How long the button was held, in ms.',
      by: 'What made it: a pointer, a key (Enter or Space), or a label that passed its own click on to its control.',
      target: TARGET,
    },
  },
  drag: {
    what: 'Something was pressed, moved and dropped.',
    fields: {
      by: '`html` for the drag and drop of HTML, `pointer` for a press that moved.',
      from: 'Where it began. Absent for a drag that came from outside the page.',
      'from.point': 'Where it was picked up.',
      'from.target': 'The element that was picked up.',
      to: 'Where it ended. Absent where that was outside the page, or the drag was cancelled.',
      'to.point': 'Where it was dropped.',
      'to.target': 'The element it was dropped on.',
      items: 'What was dragged, by type only.',
      'items[].type': 'Such as `text/plain` or `Files`.',
      'items[].count': 'How many of that type.',
      ms: MS,
    },
  },
  scroll: {
    what: 'One scroll of the page or of an element in it.',
    fields: {
      target: 'The scrolled element; absent when the page itself scrolled.',
      from: 'Offset before.',
      'from.x': 'CSS px.',
      'from.y': 'CSS px.',
      to: 'Offset after.',
      'to.x': 'CSS px.',
      'to.y': 'CSS px.',
      source: 'What scrolled.',
      ms: MS,
    },
  },
  key: {
    what: 'A command key: Enter, Tab, Escape, arrows, function keys, shortcuts with Control or Meta. Never a printable character on its own.',
    fields: {
      key: 'Name of the key as in `KeyboardEvent.key`.',
      modifiers: MODIFIERS,
      repeat: 'The key repeats because it is held down.',
      field: FIELD,
      target: TARGET,
    },
  },
  typing: {
    what: 'One burst of typing in one field. In protected fields there are no lengths and no duration.',
    fields: {
      field: FIELD,
      target: TARGET,
      inserted: 'How many characters were put in, as a bucket.',
      deleted: 'How many characters were taken out, as a bucket.',
      pasted: 'Something was pasted.',
      autofilled: 'The browser filled it in.',
      corrections: 'How often the person took something back (runs of Backspace, undo), as a bucket.',
      duration: 'Seconds, as a bucket.',
      text: 'Only where the mode of the field lets it through: all that the field held when it was left, or before the page emptied it, cleaned; on the last burst that it came from. `lost` in a `masked` field: policy lets it through, but page or worker ended before it came, or it held a secret.',
    },
  },
  change: {
    what: 'The value of a control changed in one step.',
    fields: {
      control: 'What kind of control.',
      field: FIELD,
      target: TARGET,
      value:
        'The new value as a form would send it (of a checkbox `true` or `false`), only where the mode of the field lets it through.',
      files: 'For file choosers: how many files.',
    },
  },
  clipboard: {
    what: 'Something was copied, cut or pasted. Never the content.',
    fields: {
      action: 'Which of the three.',
      field: FIELD,
      target: TARGET,
      length: 'How many characters, as a bucket.',
    },
  },
  submit: {
    what: 'A form was submitted.',
    fields: { target: 'The form.', submitter: '`node` of the element that submitted it.' },
  },
  dialog: {
    what: 'A dialog or popover of the page opened.',
    fields: { type: 'Which of the two.', target: 'The dialog or popover.' },
  },
  tab: {
    what: 'A tab was opened, activated or closed.',
    fields: { tab: 'Number of the tab.', action: 'Which of the three.', opener: 'Number of the tab that opened it.' },
  },
  gap: {
    what: 'A stretch that was not recorded, or is no longer there. Never names a site.',
    fields: {
      reason:
        'Why: paused or exempt by the person, outside hours, on a site that is not listed, in another region, by policy, withdrawn by the person, shed for lack of room, or lost.',
      from: 'When it began, in ms since `startedAt`. Below 0 for a pause while no session ran: the next session tells it.',
      to: 'When it ended, in ms since `startedAt`.',
      counts: 'For withdrawn, shed and lost: how many records by kind; `batch` counts batches of unknown content.',
    },
  },
  control: {
    what: 'Somebody changed what is recorded.',
    fields: {
      action: 'What happened. `battery`: it got low, or is no longer.',
      by: 'Who did it: the person, policy, or time running out.',
      pointerHz: 'For `policy` and `battery`: most pointer samples a second from now on.',
    },
  },
  end: {
    what: 'The last record of a session. Without it, the session still runs, or was cut off.',
    fields: { reason: 'Why it ended.' },
  },
};

/** Objects that several kinds share, by the name that types refer to. */
export const SHAPE_PROSE: Readonly<Record<string, Prose>> = {
  target: {
    what: 'An element: the nearest actionable ancestor of the innermost element, as it was at the press, before the page could react.',
    fields: {
      node: 'Number of the element in its document; the same while the element lives.',
      tag: 'Tag name.',
      type: '`type` of an input or button.',
      role: 'ARIA role.',
      name: 'Accessible name.',
      testId: 'Test id, where it carries no data.',
      box: 'Where it was.',
      states: 'States that it had.',
      field: FIELD,
      leaf: 'The innermost element under the pointer, where it is not the target itself (an icon in a button).',
      shadow: 'Shadow hosts from the outermost in, each as tag name.',
      selectors: 'Ways to find the element again.',
    },
  },
  leaf: {
    what: 'The innermost element under the pointer.',
    fields: {
      node: 'Number of the element in its document.',
      tag: 'Tag name.',
      role: 'ARIA role.',
      box: 'Where it was.',
    },
  },
  selector: {
    what: 'One way to find an element again.',
    fields: {
      kind: 'By test id, CSS, ARIA role and name, XPath, or through shadow roots (`pierce`).',
      value: 'The selector; parts that carry data are left out.',
      unique: 'Whether it found exactly this element when it was made; `unknown` where there was no time to look.',
    },
  },
  field: {
    what: 'The class of a field, and how much of it may be recorded.',
    fields: {
      class: 'What belongs into the field.',
      mode: '`protected`: only that it was used. `masked`: class and buckets. `scrubbed`: text without personal data. `kept`: text as typed, without secrets.',
    },
  },
  name: {
    what: 'An accessible name: its interface text, or only how long it was where it may be the words of somebody.',
    fields: {
      text: 'Interface text; `[word]` and other placeholders stand for what was taken out.',
      listed: 'True where a rule of the policy let words stay that are no interface vocabulary.',
      length: 'How many characters, as a bucket.',
    },
  },
  point: {
    what: 'A place in the viewport of a document.',
    fields: {
      x: 'CSS px from the left.',
      y: 'CSS px from the top.',
      nx: '`x` divided by the width of the viewport, 0 to 1.',
      ny: '`y` divided by the height of the viewport, 0 to 1.',
    },
  },
  box: {
    what: '`[x, y, width, height]` in CSS px, relative to the viewport of the document that holds the element.',
    fields: {},
  },
};
