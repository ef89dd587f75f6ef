// Ways found by people who tried to get something past what the other files hold: examples instead of labels, grids, lists, pads, roles.
import type { Case, Reveal, Step } from '../runner/case.ts';
import { harmless, personal, secret, seen } from './make.ts';

interface Way {
  readonly vector: string;
  readonly html: string;
  readonly typed?: string;
  readonly target?: string;
  readonly region?: string;
  readonly steps?: readonly Step[];
  readonly leaks?: readonly string[];
  readonly keeps?: readonly string[];
  readonly reveals?: readonly Reveal[];
  readonly category?: string;
  readonly locale?: string;
  readonly framework?: string;
  readonly pages?: Readonly<Record<string, string>>;
  readonly url?: string;
  readonly title?: string;
}

const click = (sel: string, text: string): readonly Step[] => [
  { do: 'click', sel },
  { do: 'rawType', text },
];
const press = (...sels: readonly string[]): readonly Step[] => sels.map((sel) => ({ do: 'click', sel }));
const cell = 'style="display:inline-block;min-width:80px;min-height:24px;border:1px solid"';

/** No label: an example of what belongs there, the place, or the form say it. */
const UNLABELLED: readonly Way[] = [
  {
    vector: 'card number by example',
    html: '<input id=f placeholder="1234 5678 9012 3456">',
    typed: '4929381727364519',
    category: 'payment',
  },
  {
    vector: 'card number by a mask of x',
    html: '<input id=f type=tel placeholder="xxxx xxxx xxxx xxxx">',
    typed: '4716059341287750',
    category: 'payment',
  },
  {
    vector: 'number with a card as example',
    html: '<label>Number <input id=f placeholder="0000 0000 0000 0000"></label>',
    typed: '4532015112830366',
    category: 'payment',
  },
  {
    vector: 'card number by pattern alone',
    html: '<input id=f pattern="[0-9 ]{13,19}">',
    typed: '4024007103939509',
    category: 'payment',
  },
  {
    vector: 'social security number by mask',
    html: '<input id=f placeholder="XXX-XX-XXXX">',
    typed: '536-90-4411',
    category: 'national-id',
  },
  {
    vector: 'social security number by pattern',
    html: '<input id=f pattern="\\d{3}-\\d{2}-\\d{4}">',
    typed: '536-90-4412',
    category: 'national-id',
  },
  {
    vector: 'CPF by mask',
    html: '<input id=f placeholder="000.000.000-00">',
    typed: '529.982.247-25',
    category: 'national-id',
    locale: 'pt',
  },
  {
    vector: 'account by an IBAN as example',
    html: '<input id=f placeholder="DE00 0000 0000 0000 0000 00">',
    typed: 'DE89370400440532013000',
    category: 'bank',
    locale: 'de',
  },
  { vector: 'code by six lines', html: '<input id=f placeholder="_ _ _ _ _ _">', typed: '604817', category: 'otp-pin' },
  { vector: 'password by bullets', html: '<input id=f placeholder="••••••••••">', typed: 'Bullets-Tell-1' },
  {
    vector: 'token by its beginning',
    html: '<input id=f placeholder="sk_live_…">',
    typed: 'zk_58fa20c1b7d94e',
    category: 'token',
  },
  {
    vector: 'licence key by groups of x',
    html: '<input id=f placeholder="XXXXX-XXXXX-XXXXX">',
    typed: 'Q7WZP-N2KXD-V8RTM',
    category: 'token',
  },
  {
    vector: 'what the form is called',
    html: '<form id=otp-form onsubmit="return false"><input id=f></form>',
    typed: '917264',
    category: 'otp-pin',
  },
  {
    vector: 'where the form goes',
    html: '<form action="/account/password" onsubmit="return false"><input id=f></form>',
    typed: 'Action-Tells-2',
  },
  {
    vector: 'what the button says',
    html: '<form onsubmit="return false"><input id=f><button>Verify PIN</button></form>',
    typed: '72915',
    category: 'otp-pin',
  },
  {
    vector: 'what the page is called',
    html: '<form onsubmit="return false"><input id=f></form>',
    title: 'Enter your password',
    typed: 'Title-Tells-3',
  },
  {
    vector: 'aria-description',
    html: '<input id=f aria-description="The one-time code from your phone">',
    typed: '385162',
    category: 'otp-pin',
  },
  {
    vector: 'title that a library moved',
    html: '<input id=f data-bs-original-title="PIN" data-bs-toggle=tooltip>',
    typed: '80426',
    category: 'otp-pin',
  },
  {
    vector: 'test id alone',
    html: '<input data-testid=password-input id=f style="width:120px">',
    typed: 'Kobold-Tells-4',
    framework: 'react native web',
  },
  {
    vector: 'wire model alone',
    html: '<input wire:model="secret" id=f>',
    typed: 'Wire-Tells-5',
    framework: 'livewire',
  },
  {
    vector: 'dialog element with a name',
    html: '<dialog id=d aria-label="Enter PIN" open><input id=f></dialog>',
    typed: '63907',
    category: 'otp-pin',
  },
  {
    vector: 'text blurred by style',
    html: '<label>Note <input id=f style="filter:blur(4px)"></label>',
    typed: 'Blurred-6-text',
  },
];

/** Grids of divs, whose headers are elsewhere. */
const GRIDS: readonly Way[] = [
  {
    vector: 'grid of divs under a header',
    html: `<div role=grid><div role=row><span role=columnheader aria-colindex=1>Name</span><span role=columnheader aria-colindex=2>SSN</span></div><div role=row><span role=gridcell aria-colindex=1>Row</span><span role=gridcell aria-colindex=2><input id=f></span></div></div>`,
    typed: '536904413',
    category: 'national-id',
    framework: 'ag-grid',
  },
  {
    vector: 'grid cell that names its column',
    html: `<div role=grid><div role=row><div role=gridcell data-field=password ${cell}><input id=f></div></div></div>`,
    typed: 'Data-Field-7',
    framework: 'mui data grid',
  },
  {
    vector: 'grid cell with a column id, editable itself',
    html: `<div role=grid><div role=row><div role=gridcell col-id=iban ${cell}><div id=f contenteditable=true style="min-width:60px;min-height:18px"></div></div></div></div>`,
    typed: 'GB29NWBK60161331926819',
    steps: click('#f', 'GB29NWBK60161331926819'),
    category: 'bank',
    framework: 'ag-grid',
  },
];

const OPTIONS = ['Depression', 'Diabetes type two', 'Positive', 'None of these'];
const options = (role: string): string =>
  OPTIONS.map((text, i) => `<div role=${role} id=o${i} tabindex=-1 style="padding:4px">${text}</div>`).join('');
const CHOICE: readonly Reveal[] = ['target_text', 'target_selector', 'click_xy', 'checked_state'];

/** Choices that pages make themselves: the name of one is the value. */
const CHOICES: readonly Way[] = [
  {
    vector: 'list box of the page’s own, named itself',
    html: `<div id=box role=listbox aria-label="Diagnosis">${options('option')}</div>`,
    steps: press('#o0'),
    leaks: ['Depression'],
    region: '#box',
    reveals: CHOICE,
  },
  {
    vector: 'list box named by the control that opens it',
    html: `<span id=l>Chronic illness</span><button role=combobox aria-labelledby=l aria-controls=box>Choose</button><div id=box role=listbox>${options('option')}</div>`,
    steps: press('#o1'),
    leaks: ['Diabetes type'],
    region: '#box',
    reveals: CHOICE,
    framework: 'headless ui',
  },
  {
    vector: 'radio group of divs',
    html: `<div id=box role=radiogroup aria-label="HIV status">${options('radio')}</div>`,
    steps: press('#o2'),
    leaks: ['Positive'],
    region: '#box',
    reveals: CHOICE,
    framework: 'radix',
  },
  {
    vector: 'radio group named by a heading',
    html: `<h3 id=h>Allergies</h3><div id=box role=radiogroup aria-labelledby=h>${options('radio')}</div>`,
    steps: press('#o1', '#o0'),
    leaks: ['Depression', 'Diabetes type'],
    region: '#box',
    reveals: CHOICE,
  },
];

const PADDED: readonly Reveal[] = ['click_xy', 'pointer_path', 'target_text', 'target_selector'];
const dots = (count: number, attributes: (i: number) => string): string =>
  Array.from(
    { length: count },
    (_, i) => `<button type=button id=k${i} style="width:40px;height:40px" ${attributes(i)}></button>`,
  ).join('');
const GRID = 'display:grid;grid-template-columns:repeat(3,60px);width:180px';

const PADS: readonly Way[] = [
  {
    vector: 'keypad of pictures, beside a password',
    html: `<input type=password readonly><div id=pad style="${GRID}">${dots(12, () => '')}</div>`,
    steps: press('#k4', '#k7', '#k1', '#k9'),
    region: '#pad',
    reveals: PADDED,
    framework: 'bank login',
  },
  {
    vector: 'keypad of pictures, named by its class',
    html: `<div id=pad class=clavier-virtuel style="${GRID}">${dots(10, () => '')}</div>`,
    steps: press('#k2', '#k8', '#k3'),
    region: '#pad',
    reveals: PADDED,
    locale: 'fr',
  },
  {
    vector: 'wheel of digits',
    html: `<div id=wheel style="height:40px;width:60px;overflow-y:scroll;scroll-snap-type:y mandatory">${'0123456789'
      .split('')
      .map((digit) => `<div style="height:40px;scroll-snap-align:start">${digit}</div>`)
      .join('')}</div><script>wheel.tabIndex=0</script>`,
    target: '#wheel',
    steps: [
      { do: 'click', sel: '#wheel' },
      { do: 'press', keys: 'ArrowDown', times: 4 },
    ],
    leaks: [],
    keeps: [],
    reveals: ['click_xy'],
    region: '#wheel',
  },
  {
    vector: 'menu of a password manager in the page',
    html: '<com-1password-menu id=m style="display:block;width:200px"></com-1password-menu><script>customElements.define("com-1password-menu",class extends HTMLElement{constructor(){super();this.attachShadow({mode:"open"}).innerHTML="<button id=a>Payroll login</button><br><button id=b>Bank account</button>"}})</script>',
    target: '#m',
    steps: [{ do: 'click', sel: '#m >>> #b' }],
    leaks: ['Bank account'],
    region: '#m',
    reveals: ['click_xy', 'target_text'],
  },
];

/** What pages write into attributes that are recorded. */
const ATTRIBUTES: readonly Way[] = [
  { vector: 'role that is somebody’s name', html: '<button id=f role=mustermann>Open</button>', leaks: ['mustermann'] },
  {
    vector: 'role of the leaf that is a diagnosis',
    html: '<button id=f><span role=schizophrenia>Open file</span></button>',
    leaks: ['schizophrenia'],
  },
  {
    vector: 'custom element called after a person',
    html: '<x-mustermann id=f tabindex=0 style="display:block">Open</x-mustermann>',
    leaks: ['mustermann'],
  },
  {
    vector: 'roledescription with a name',
    html: '<button id=f aria-roledescription="Card of Mustermann">Open</button>',
    leaks: ['Mustermann'],
  },
  {
    vector: 'valuetext of a slider',
    html: '<div id=f role=slider tabindex=0 aria-valuetext="Krakauer, 4200 zloty" aria-valuenow=4200 style="width:200px;height:20px;background:#ddd"></div>',
    leaks: ['Krakauer', '4200'],
  },
  {
    vector: 'error that repeats an address',
    html: '<div role=alert><button id=f>User mustermann@example.org not found. Retry</button></div>',
    leaks: ['mustermann', 'example.org'],
  },
  {
    vector: 'live region that reads back what is typed',
    html: '<label for=f>Client</label><input id=f><output aria-live=polite id=o></output><script>f.oninput=()=>o.textContent=f.value</script>',
    typed: 'Wolkenkuckuck',
    steps: [
      { do: 'type', sel: '#f', text: 'Wolkenkuckuck' },
      { do: 'click', sel: '#o' },
    ],
    leaks: ['Wolkenkuckuck'],
    keeps: ['event:text_entry'],
  },
  {
    vector: 'document title and address that repeat what is typed',
    html: '<label for=f>Client</label><input id=f><script>f.oninput=()=>{document.title=f.value;history.replaceState(0,"","/find/"+f.value+"?q="+f.value+"#"+f.value)}</script>',
    typed: 'Pfefferkorn',
    steps: [
      { do: 'type', sel: '#f', text: 'Pfefferkorn' },
      { do: 'press', keys: 'Tab' },
    ],
    leaks: ['Pfefferkorn'],
    keeps: ['event:text_entry'],
  },
  {
    vector: 'class, id and test id made of what is typed',
    html: '<label for=f>Client</label><input id=f><button id=b>Go</button><script>f.oninput=()=>{b.className="for-"+f.value;b.dataset.testid="go-"+f.value;b.id="go-"+f.value}</script>',
    typed: 'adelgunde',
    steps: [
      { do: 'type', sel: '#f', text: 'adelgunde' },
      { do: 'click', sel: 'button' },
    ],
    leaks: ['adelgunde'],
    keeps: ['event:text_entry', 'event:click'],
  },
  {
    vector: 'suggestion that holds the value',
    html: '<label for=f>Client</label><input id=f role=combobox aria-controls=l><ul role=listbox id=l><li role=option id=o>Adelgunde Pfefferkorn</li></ul>',
    typed: 'Adelg',
    steps: [
      { do: 'type', sel: '#f', text: 'Adelg' },
      { do: 'click', sel: '#o' },
    ],
    leaks: ['Adelgunde', 'Pfefferkorn'],
    keeps: ['event:text_entry', 'event:click'],
  },
  {
    vector: 'download called after a person',
    html: '<a id=f href="/download/Mustermann-Erika-Befund.pdf" download="Mustermann-Erika-Befund.pdf">Mustermann-Erika-Befund.pdf</a>',
    leaks: ['Mustermann', 'Befund'],
  },
  {
    vector: 'option group named after a clinic in a list that opens',
    html: '<label for=f>Site</label><select id=f><optgroup label="Klinik Sonnenstich"><option>Haus Wolkenkuckuck</option><option>Haus Pfefferkorn</option></optgroup></select>',
    steps: [{ do: 'select', sel: '#f', value: 'Haus Pfefferkorn' }],
    leaks: ['Sonnenstich', 'Wolkenkuckuck', 'Pfefferkorn'],
    keeps: ['event:select_change'],
  },
];

/** Labels in languages that few lists know. */
const LANGUAGES: readonly (readonly [locale: string, label: string, category?: string])[] = [
  ['hr', 'Zaporka'],
  ['et', 'Parool'],
  ['eu', 'Pasahitza'],
  ['is', 'Lykilorð'],
  ['cy', 'Cyfrinair'],
  ['ga', 'Pasfhocal'],
  ['bn', 'পাসওয়ার্ড'],
  ['ta', 'கடவுச்சொல்'],
  ['ka', 'პაროლი'],
  ['hy', 'Գաղտնաբառ'],
  ['km', 'ពាក្យសម្ងាត់'],
  ['am', 'የይለፍ ቃል'],
  ['lt', 'Asmens kodas', 'national-id'],
  ['lv', 'Kartes numurs', 'payment'],
  ['sl', 'Davčna številka', 'national-id'],
  ['sw', 'Nenosiri'],
];

const SPOKEN: readonly ((label: string) => string)[] = [
  (label) => `<p>${label}:</p><input id=f>`,
  (label) => `<input id=f aria-label="${label}">`,
  (label) => `<dl><dt>${label}</dt><dd><input id=f></dd></dl>`,
  (label) => `<b id=l>${label}</b><textarea id=f aria-labelledby=l></textarea>`,
];

/** Look like something of the floor, and are not. */
const HARMLESS: readonly Way[] = [
  {
    vector: 'phone number by example',
    html: '<label>Call <input id=f placeholder="123-456-7890"></label>',
    typed: 'desk two',
  },
  { vector: 'date by mask', html: '<label>Due <input id=f placeholder="DD.MM.YYYY"></label>', typed: 'next week' },
  { vector: 'amount by example', html: '<label>Amount <input id=f placeholder="0.00"></label>', typed: '12.50' },
  {
    vector: 'search in a form called passenger',
    html: '<form id=passenger-form onsubmit="return false"><input id=f placeholder="Passenger"></form>',
    typed: 'row nine',
  },
  {
    vector: 'grid cell of a harmless column',
    html: '<div role=grid><div role=row><div role=gridcell data-field=quantity><input id=f></div></div></div>',
    typed: '14 boxes',
  },
  {
    vector: 'project in a page about passwords',
    html: '<label>Project <input id=f></label>',
    title: 'Password policy',
    typed: 'blue door',
  },
];

const HARMLESS_CHOICE: readonly Way[] = [
  {
    vector: 'option of a harmless list keeps its name',
    html: '<div role=listbox aria-label="Status"><div role=option id=f tabindex=-1>Approved</div><div role=option>Open</div></div>',
    keeps: ['event:click', 'target.name:Approved'],
    leaks: [],
  },
  {
    vector: 'toolbar of eight letters-free buttons keeps their names',
    html: `<div role=toolbar>${['Bold', 'Italic', 'Underline', 'Link', 'Image', 'Table', 'Undo', 'Redo'].map((name, i) => `<button id=t${i}>${name}</button>`).join('')}</div>`,
    target: '#t1',
    steps: press('#t1'),
    keeps: ['event:click', 'target.name:Italic'],
    leaks: [],
  },
  {
    vector: 'button beside a password keeps its name',
    html: '<input type=password><button id=f>Cancel</button>',
    keeps: ['event:click', 'target.name:Cancel'],
    leaks: [],
  },
];

const number = (from: number, i: number): string => `FU${String(from + i).padStart(3, '0')}`;
const draft = (from: number, category: string) => (way: Way, i: number) => ({
  ...way,
  id: number(from, i),
  category: way.category ?? category,
});

export const FURTHER: readonly Case[] = [
  ...[...UNLABELLED, ...GRIDS].map(draft(1, 'label')).map(secret),
  ...[...CHOICES, ...PADS].map(draft(100, 'choice')).map(seen),
  ...ATTRIBUTES.map(draft(200, 'attribute')).map((one) => (one.typed === undefined ? seen(one) : personal(one))),
  ...LANGUAGES.map(([locale, label, category = 'label'], i) =>
    secret({
      id: number(300, i),
      category,
      locale,
      vector: `label in ${locale}`,
      html: SPOKEN[i % SPOKEN.length]?.(label) ?? '',
      typed: `Sprache-${300 + i}-x`,
    }),
  ),
  ...HARMLESS.map(draft(400, 'control')).map(harmless),
  ...HARMLESS_CHOICE.map(draft(450, 'control')).map(seen),
];
