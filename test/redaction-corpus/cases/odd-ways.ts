// Odd ways to ask for a secret: elements that forms seldom use, labels in seldom places and spellings, names of developers alone.
import type { Case, Step } from '../runner/case.ts';
import { harmless, personal, secret, seen } from './make.ts';

interface Odd {
  readonly vector: string;
  readonly html: string;
  readonly typed: string;
  readonly target?: string;
  readonly steps?: readonly Step[];
  readonly keeps?: readonly string[];
  readonly category?: string;
  readonly locale?: string;
  readonly pages?: Readonly<Record<string, string>>;
}

const click = (sel: string, text: string): readonly Step[] => [
  { do: 'click', sel },
  { do: 'rawType', text },
];
const at = (sel: string, text: string): readonly Step[] => [
  { do: 'clickAt', sel, x: 30, y: 12 },
  { do: 'rawType', text },
];

const ELEMENTS: readonly Odd[] = [
  {
    vector: 'svg foreignObject',
    html: '<svg width=300 height=60><foreignObject width=300 height=60><label xmlns="http://www.w3.org/1999/xhtml">Password <input id=f></label></foreignObject></svg>',
    typed: 'Foreign-Object-1',
  },
  {
    vector: 'customised built-in input',
    html: '<script>customElements.define("pin-in",class extends HTMLInputElement{},{extends:"input"})</script><label>Card security code <input is=pin-in id=f></label>',
    typed: '7391',
  },
  {
    vector: 'aria label by element internals',
    html: '<x-i id=f></x-i><script>customElements.define("x-i",class extends HTMLElement{constructor(){super();const i=this.attachInternals();i.role="textbox";i.ariaLabel="Password";this.tabIndex=0;this.contentEditable="true";this.style.cssText="display:block;min-height:20px;border:1px solid"}})</script>',
    typed: 'Internals-Label-3',
    steps: click('#f', 'Internals-Label-3'),
  },
  {
    vector: 'plain-text contenteditable with data-placeholder',
    html: '<div id=f contenteditable=plaintext-only data-placeholder="Enter your API key" style="min-height:20px;border:1px solid"></div>',
    typed: 'dk_4f9aa81c73bd',
    steps: click('#f', 'dk_4f9aa81c73bd'),
  },
  {
    vector: 'aria-placeholder',
    html: '<div id=f role=textbox tabindex=0 contenteditable=true aria-placeholder="Social security number" style="min-height:20px;border:1px solid"></div>',
    typed: '536-90-4399',
    steps: click('#f', '536-90-4399'),
    category: 'national-id',
  },
  {
    vector: 'editable table cell under a header',
    html: '<table border=1><tr><th>Name</th><th>SSN</th></tr><tr><td>Row</td><td id=f contenteditable=true>&nbsp;</td></tr></table>',
    typed: '536904398',
    steps: click('#f', '536904398'),
    category: 'national-id',
  },
  {
    vector: 'spin button of divs',
    html: '<span id=l>PIN</span><div id=f role=spinbutton aria-labelledby=l contenteditable=true style="min-height:20px;border:1px solid"></div>',
    typed: '90417',
    steps: click('#f', '90417'),
    category: 'otp-pin',
  },
  {
    vector: 'type number',
    html: '<label for=f>Kreditkartennummer</label><input id=f type=number>',
    typed: '4929381727364519',
    category: 'payment',
    locale: 'de',
  },
  {
    vector: 'type month in a card form',
    html: '<form><h2>Pay by card</h2><label>Card number <input></label><label for=f>Valid <input id=f inputmode=numeric placeholder="MM/YY"></label></form>',
    typed: '1131',
    category: 'payment',
  },
  {
    vector: 'type search',
    html: '<label for=f>Passwort</label><input id=f type=search>',
    typed: 'Suchfeld-Geheim-10',
    locale: 'de',
  },
  { vector: 'type email', html: '<label for=f>Passphrase</label><input id=f type=email>', typed: 'mail.quokka.11' },
  { vector: 'type url', html: '<label for=f>Webhook secret</label><input id=f type=url>', typed: 'whk/Zebra/11b7' },
  {
    vector: 'modal dialog in the top layer',
    html: '<button id=o onclick="d.showModal()">Unlock</button><dialog id=d><p>Master password</p><input id=f></dialog>',
    typed: 'Top-Layer-13',
    steps: [
      { do: 'click', sel: '#o' },
      { do: 'type', sel: '#f', text: 'Top-Layer-13' },
    ],
  },
  {
    vector: 'popover',
    html: '<button id=o popovertarget=p>Key</button><div id=p popover><div>Recovery key</div><input id=f></div>',
    typed: 'Quokka-Ulme-14',
    steps: [
      { do: 'click', sel: '#o' },
      { do: 'type', sel: '#f', text: 'Quokka-Ulme-14' },
    ],
  },
  {
    vector: 'closed details',
    html: '<details open><summary>Client secret</summary><input id=f></details>',
    typed: 'Quokka-Esche-15',
  },
  {
    vector: 'object with a page',
    html: '<object id=ob data="/inner" type="text/html" width=300 height=100></object>',
    pages: {
      '/inner': '<label>Password <input id=f style="position:absolute;left:0;top:0;width:200px;height:30px"></label>',
    },
    typed: 'Object-Page-16',
    target: '#ob',
    steps: at('#ob', 'Object-Page-16'),
  },
  {
    vector: 'frame of a frame set inside a frame',
    html: '<iframe id=fr src="/set" width=400 height=120></iframe>',
    pages: {
      '/set': '<script>document.documentElement.innerHTML="<frameset cols=*><frame src=/inner></frameset>"</script>',
      '/inner': '<label>Password <input id=f style="position:absolute;left:0;top:0;width:200px;height:30px"></label>',
    },
    typed: 'Frame-Set-17',
    target: '#fr',
    steps: [{ do: 'wait', ms: 300 }, ...at('#fr', 'Frame-Set-17')],
  },
  {
    vector: 'bullets drawn beside, value emptied with every key',
    html: "<label for=f>Password</label><input id=f oninput=\"o.textContent+='•';this.value=''\"><output id=o></output>",
    typed: 'Emptied-18-Every',
  },
  {
    vector: 'label set when the field gets the focus',
    html: '<label id=l for=f>Next</label><input id=f onfocus="l.textContent=\'Password\'">',
    typed: 'Late-Label-19',
    steps: click('#f', 'Late-Label-19'),
  },
  {
    vector: 'placeholder changed after the first key',
    html: "<input id=f placeholder=\"Continue\" oninput=\"this.placeholder='Password';this.setAttribute('aria-label','Password')\">",
    typed: 'Late-Placeholder-20',
    keeps: ['event:text_entry'],
  },
];

const SPELLINGS: readonly (readonly [vector: string, label: string, typed: string, locale?: string])[] = [
  ['letters set apart', 'P a s s w o r d', 'Set-Apart-21'],
  ['full-width letters', 'Ｐａｓｓｗｏｒｄ', 'Full-Width-22'],
  ['letters in circles', 'Ⓟⓐⓢⓢⓦⓞⓡⓓ', 'In-Circles-23'],
  ['mathematical letters', '𝐏𝐚𝐬𝐬𝐰𝐨𝐫𝐝', 'Bold-Math-24'],
  ['dots between letters', 'P.A.S.S.W.O.R.D', 'Dots-Between-25'],
  ['line break possible inside', 'Pass<wbr>word', 'Word-Break-26'],
  ['a tag in the middle', 'Pass<em>wo</em>rd', 'Tag-Middle-27'],
  ['misspelt', 'Pasword', 'Miss-Pelt-28'],
  ['German misspelt', 'Pasword / Kenwort', 'Fehl-Er-29', 'de'],
  ['two languages', 'Slaptažodis / Пароль', 'Dvi-Kalbos-30', 'lt'],
  ['answer to a question of a person', 'What was the name of your first school?', 'Hogwarts-Express-31'],
  ['question in German', 'Wie heißt der Geburtsname Ihrer Mutter?', 'Zwiebelfisch-32', 'de'],
  ['question in French', 'Quel est le nom de jeune fille de votre mère ?', 'Coquelicot-33', 'fr'],
  ['question in Spanish', '¿Cuál es el nombre de su primera mascota?', 'Pelusa-Perro-34', 'es'],
];

const PLACES: readonly (readonly [vector: string, html: string, typed: string])[] = [
  [
    'caption of a table',
    '<table><caption>Credit card number</caption><tr><td><input id=f></td></tr></table>',
    '4716381927364510',
  ],
  [
    'caption of a figure',
    '<figure><input id=f><figcaption>Enter the verification code we sent you</figcaption></figure>',
    '739104',
  ],
  [
    'alt of an image in the label',
    '<label for=f><img alt="Password" width=20 height=20></label><input id=f>',
    'Image-Alt-37',
  ],
  [
    'row header after the field',
    '<table><tr><td><input id=f></td><th scope=row>Passport number</th></tr></table>',
    'C01X00T48',
  ],
  [
    'hidden element referred to',
    '<span id=hid hidden>Bank account number</span><input id=f aria-labelledby=hid>',
    '8830192746',
  ],
  ['autocomplete misspelt', '<input id=f autocomplete="one-time-pasword otpcode">', '551094'],
  ['autocomplete of an older draft', '<input id=f x-autocompletetype=cc-csc autocomplete=cc-cvc>', '8412'],
  ['class name alone', '<div class=row><input id=f class="form-control cvc-input"></div>', '9471'],
  ['data attribute of a payment library', '<div class=pay><input id=f data-stripe=cvc size=6></div>', '3618'],
  ['asp.net name', '<input id=f name="ctl00$MainContent$tbPassword">', 'Asp-Net-44'],
  ['name in brackets', '<input id=f name="user[password_confirmation]">', 'Brackets-45'],
  ['java name', '<input id=f name=j_password size=9>', 'Java-Name-46'],
  ['binding of a framework', '<input id=f formcontrolname=iban ng-reflect-name=iban>', 'DE75512108001245126199'],
];

const spelled = (label: string): string => `<label for=f>${label}</label><input id=f name=field1>`;
const id = (n: number): string => `OD${String(n).padStart(2, '0')}`;

function toCase(
  { vector, html, typed, target = '#f', steps, category = 'password', locale, keeps, pages }: Odd,
  n: number,
): Case {
  return secret({
    id: id(n),
    category,
    vector,
    html,
    typed,
    target,
    ...(steps !== undefined && { steps }),
    ...(locale !== undefined && { locale }),
    ...(pages !== undefined && { pages }),
    ...(keeps !== undefined && { keeps }),
  });
}

/** What a person writes into a small box of many lines scrolls it: where it stands tells how much there is. */
const SCROLLED: readonly Case[] = [
  secret({
    id: 'OD70',
    category: 'timing-structure',
    vector: 'a secret scrolls its own box',
    html: '<label for=f>Private key</label><textarea id=f rows=2 cols=12></textarea>',
    typed: 'line1x\nline2x\nline3x\nline4x\nline5x\nline6x',
  }),
  personal({
    id: 'OD71',
    category: 'timing-structure',
    vector: 'text scrolls its own box sideways',
    html: '<label for=f>Remark</label><input id=f size=6>',
    typed: 'Schneeglöckchen und Krokusse im Vorgarten',
  }),
  personal({
    id: 'OD72',
    category: 'timing-structure',
    vector: 'a select is searched by typing',
    html: '<label for=f>Patient</label><select id=f><option>–<option>Aurelia Zwick<option>Zacharias Quell</select>',
    typed: 'Zach',
    steps: [
      { do: 'focus', sel: '#f' },
      { do: 'rawType', text: 'Zach' },
    ],
    leaks: ['Zacharias', 'Quell', 'Zach'],
    keeps: [],
  }),
  seen({
    id: 'OD73',
    category: 'bystander',
    vector: 'badge with initials',
    html: '<button id=f aria-label="Profile of Zacharias Quell">ZQ</button>',
    leaks: ['Zacharias', 'Quell'],
  }),
  harmless({
    id: 'OD74',
    category: 'control',
    vector: 'letters set apart, harmless',
    html: '<label for=f>S u b j e c t</label><input id=f>',
    typed: 'printer',
  }),
];

export const ODD_WAYS: readonly Case[] = [
  ...ELEMENTS.map((odd, i) => toCase(odd, i + 1)),
  ...SPELLINGS.map(([vector, label, typed, locale], i) =>
    toCase(
      { vector: `label: ${vector}`, html: spelled(label), typed, ...(locale !== undefined && { locale }) },
      i + 21,
    ),
  ),
  ...PLACES.map(([vector, html, typed], i) => toCase({ vector, html, typed, category: 'payment' }, i + 35)),
  ...SCROLLED,
];
