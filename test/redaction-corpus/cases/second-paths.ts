// Second paths out of a page: what somebody typed or wrote, shown again as the name, address, option or attribute of something else.
import type { Case, Reveal, Step } from '../runner/case.ts';
import { personal, secret, seen } from './make.ts';

interface Way {
  readonly vector: string;
  readonly html: string;
  readonly typed?: string;
  readonly steps?: readonly Step[];
  readonly leaks?: readonly string[];
  readonly keeps?: readonly string[];
  readonly reveals?: readonly Reveal[];
  readonly target?: string;
  readonly region?: string;
  readonly locale?: string;
  readonly framework?: string;
  readonly pages?: Readonly<Record<string, string>>;
  readonly url?: string;
  readonly title?: string;
}

/** Words that any interface has, so that no word list hides them: only that somebody typed them makes them theirs. */
const PHRASE = 'open window house';
const FIELD = '<label for=f>Client</label><input id=f>';
const thenPress = (sel: string, text = PHRASE): readonly Step[] => [
  { do: 'type', sel: '#f', text },
  { do: 'click', sel },
];
const shown = (vector: string, html: string, more: Partial<Way> = {}): Way => ({
  vector,
  html: `${FIELD}${html}`,
  typed: PHRASE,
  steps: thenPress('#b'),
  leaks: [PHRASE],
  keeps: ['event:text_entry', 'event:click'],
  ...more,
});

/** What was typed into a field that is no secret, on something that is pressed next. */
const TYPED_AND_SHOWN: readonly Way[] = [
  shown(
    'typed words become a button',
    '<button id=b>Go</button><script>f.oninput=()=>b.textContent="Show "+f.value</script>',
  ),
  shown(
    'typed words become the label of a link',
    '<a id=b href="#">Go</a><script>f.oninput=()=>b.setAttribute("aria-label",f.value)</script>',
  ),
  shown(
    'typed words become a tab',
    '<div role=tablist><span role=tab id=b tabindex=0>New</span></div><script>f.oninput=()=>b.textContent=f.value</script>',
  ),
  shown(
    'typed words become a hint',
    '<button id=b>x</button><script>f.oninput=()=>{b.textContent="";b.title="Remove "+f.value}</script>',
  ),
  shown(
    'typed words become a test id',
    '<button id=b>Go</button><script>f.oninput=()=>b.dataset.testid="go-"+f.value.replaceAll(" ","-")</script>',
  ),
  shown(
    'typed words become classes',
    '<button id=b>Go</button><script>f.oninput=()=>b.className="is-"+f.value.replaceAll(" ","-")</script>',
  ),
  shown(
    'typed words become a column',
    '<table><tr><th id=b tabindex=0>Sort</th></tr></table><script>f.oninput=()=>b.textContent=f.value</script>',
  ),
  shown(
    'typed words become the label of a box',
    '<label><input type=checkbox id=b><span id=s>Only</span></label><script>f.oninput=()=>s.textContent=f.value</script>',
  ),
  shown(
    'typed words become a picture in a link',
    '<a href="#" id=b><img id=i alt="" width=20 height=20></a><script>f.oninput=()=>i.alt=f.value</script>',
  ),
  shown(
    'typed words become a drawing in a button',
    '<button id=b><svg width=20 height=20><title id=i>x</title></svg></button><script>f.oninput=()=>i.textContent=f.value</script>',
  ),
  shown(
    'typed words become a menu item',
    '<div role=menu><div role=menuitem id=b tabindex=0>Find</div></div><script>f.oninput=()=>b.textContent="Search for “"+f.value+"”"</script>',
  ),
  shown(
    'typed words become a summary',
    '<details><summary id=b>More</summary></details><script>f.oninput=()=>b.textContent=f.value</script>',
  ),
  shown(
    'typed words in another case and joined by dashes',
    '<button id=b>Go</button><script>f.oninput=()=>b.textContent=f.value.toUpperCase().replaceAll(" ","-")</script>',
  ),
  shown(
    'typed words become the address',
    '<button id=b>Go</button><script>b.onclick=()=>history.pushState(0,"","/find/"+f.value.replaceAll(" ","-"))</script>',
    { leaks: [PHRASE, 'open-window-house'] },
  ),
  shown(
    'typed words become the name of a dialog',
    '<button id=b>Go</button><dialog id=d><button id=c>Close</button></dialog><script>b.onclick=()=>{d.setAttribute("aria-label",f.value);d.showModal()}</script>',
    { steps: [...thenPress('#b'), { do: 'click', sel: '#c' }] },
  ),
  shown('typed words become the name of the next field', '<input id=g>', {
    html: `${FIELD}<input id=g aria-label=Next><script>f.oninput=()=>g.setAttribute('aria-label','About '+f.value)</script>`,
    steps: [...thenPress('#g'), { do: 'rawType', text: 'later' }],
    keeps: ['event:text_entry'],
  }),
  shown(
    'typed words become an option',
    '<select id=s><option>All</option></select><script>f.onchange=()=>s.add(new Option(f.value,"own"))</script>',
    {
      steps: [
        { do: 'type', sel: '#f', text: PHRASE },
        { do: 'press', keys: 'Tab' },
        { do: 'select', sel: '#s', value: 'own' },
      ],
      keeps: ['event:text_entry', 'event:select_change'],
    },
  ),
  shown('typed words on the next page', '<a id=b href="/next">Go</a>', {
    pages: { '/next': `<button id=n>${PHRASE}</button>` },
    steps: [...thenPress('#b'), { do: 'click', sel: '#n' }],
  }),
  shown('words typed into an editor become a button', '', {
    html: `<div id=f contenteditable=true aria-label="Title" style="min-height:20px"></div><button id=b>Go</button><script>f.oninput=()=>b.textContent=f.innerText</script>`,
  }),
  shown('words typed in a shadow tree become a button', '', {
    html: '<x-f id=h></x-f><button id=b>Go</button><script>customElements.define("x-f",class extends HTMLElement{constructor(){super();const r=this.attachShadow({mode:"open"});r.innerHTML="<label>Client <input id=f></label>";r.querySelector("input").oninput=e=>b.textContent=e.target.value}})</script>',
    steps: [
      { do: 'type', sel: '#h >>> #f', text: PHRASE },
      { do: 'click', sel: '#b' },
    ],
  }),
  shown('words typed in a frame become a button outside', '', {
    html: `<iframe id=fr srcdoc="<label>Client <input id=bb oninput='parent.b.textContent=this.value'></label>"></iframe><button id=b>Go</button>`,
    steps: [
      { do: 'typeFrame', frame: '#fr', sel: '#bb', text: PHRASE },
      { do: 'click', sel: '#b' },
    ],
  }),
  shown(
    'pasted words become a button',
    '<button id=b>Go</button><script>f.oninput=()=>b.textContent=f.value</script>',
    {
      steps: [
        { do: 'paste', sel: '#f', text: PHRASE },
        { do: 'click', sel: '#b' },
      ],
      keeps: ['event:click'],
    },
  ),
  shown(
    'japanese words become a button',
    '<button id=b>Go</button><script>f.oninput=()=>b.textContent=f.value</script>',
    {
      typed: '会議設定変更確認',
      leaks: ['会議設定変更確認'],
      steps: [
        { do: 'insertText', sel: '#f', text: '会議設定変更確認' },
        { do: 'click', sel: '#b' },
      ],
      locale: 'ja',
    },
  ),
];

/** The same with a secret, however short. */
const SECRET_AND_SHOWN: readonly Way[] = [
  {
    vector: 'secret becomes an option',
    html: '<input id=f type=password><select id=s><option>All</option></select><script>f.onchange=()=>s.add(new Option("Save as "+f.value,"own"))</script>',
    typed: 'open sesame',
    steps: [
      { do: 'type', sel: '#f', text: 'open sesame' },
      { do: 'press', keys: 'Tab' },
      { do: 'select', sel: '#s', value: 'own' },
    ],
    keeps: ['event:text_entry'],
  },
  {
    vector: 'secret becomes the tab and a menu item',
    html: '<input id=f type=password><div role=menu><div role=menuitem id=b tabindex=0>x</div></div><script>f.oninput=()=>b.textContent="Reveal "+f.value</script>',
    typed: 'save menu',
    steps: thenPress('#b', 'save menu'),
  },
  {
    vector: 'secret split over two buttons',
    html: '<input id=f type=password><button id=b>x</button><script>f.oninput=()=>b.innerHTML="<span>"+f.value.slice(0,4)+"</span><span>"+f.value.slice(4)+"</span>"</script>',
    typed: 'windowsave',
    steps: thenPress('#b', 'windowsave'),
  },
  {
    vector: 'secret in the address of a frame',
    html: '<input id=f type=password><button id=b>x</button><script>b.onclick=()=>{const i=document.createElement("iframe");i.src="/part/"+f.value;document.body.append(i)}</script>',
    typed: 'settings',
    pages: { '/part/settings': '<button>Part</button>' },
    steps: [...thenPress('#b', 'settings'), { do: 'wait', ms: 400 }],
  },
];

const button = (vector: string, text: string, leaks: readonly string[], more: Partial<Way> = {}): Way => ({
  vector,
  html: `<button id=f>${text}</button>`,
  leaks,
  keeps: ['event:click', 'target.role:button'],
  ...more,
});

/** Other people's words on things that are pressed, where no role says that they are content. */
const WORDS_OF_OTHERS: readonly Way[] = [
  button(
    'message in a button without a list',
    '<b>Jürgen Muster</b> I was in the office last week and could not open it',
    ['Jürgen', 'office last week'],
  ),
  {
    vector: 'mail row that is a link',
    html: '<div><a id=f href="#"><b>Erika Mustermann</b><span> Your order of last month is open, please call us today</span></a></div>',
    leaks: ['Mustermann', 'order of last month'],
    keeps: ['event:click', 'target.role:link'],
  },
  {
    vector: 'conversation in a tab',
    html: '<div role=tablist><div role=tab id=f tabindex=0>Ali Beispiel: can you send the new price list before Friday</div></div>',
    leaks: ['Beispiel', 'price list before'],
  },
  {
    vector: 'box that selects a conversation',
    html: '<div><input type=checkbox id=f aria-label="Select message from Erika Mustermann about the results of last week"></div>',
    leaks: ['Mustermann', 'results of last week'],
    keeps: ['event:click'],
  },
  {
    vector: 'option with a name and what it says',
    html: '<div role=listbox aria-label=Messages><div role=option id=f tabindex=-1>Ayşe Örnek — the doctor said that we can start next month</div></div>',
    leaks: ['Örnek', 'start next month'],
  },
  {
    vector: 'link to a place named after somebody',
    html: '<a id=f href="#erika-mustermann">Go</a>',
    leaks: ['mustermann'],
    keeps: ['event:click', 'target.name:Go'],
  },
  {
    vector: 'page in a data address',
    html: '<iframe id=fr src="data:text/html,<title>Mustermann</title><button id=b>Open</button><!-- Krakauer -->" width=200 height=60></iframe>',
    target: '#fr',
    steps: [{ do: 'click', sel: '#fr' }],
    leaks: ['Mustermann', 'Krakauer'],
    keeps: [],
  },
  button('card number in a test id', 'Pay', ['4929381727364519', '4929'], {
    html: '<button id=f data-testid="pay-4929381727364519" class="card-4929381727364519">Pay</button>',
  }),
  button('mute somebody in a call', 'Mute Oyelaran', ['Oyelaran']),
  button('reactions with names', '👍 3', ['Oyelaran', 'Krakauer'], {
    html: '<button id=f aria-label="Oyelaran, Krakauer and 1 other reacted with thumbs up">👍 3</button>',
  }),
  button('appointment button', '10:00', ['Krakauer', 'Praxis'], {
    html: '<button id=f aria-label="Termin mit Frau Krakauer, Praxis Dr. Sonnenstich, 10 bis 11 Uhr">10:00</button>',
    locale: 'de',
  }),
  button('marker on a map', '', ['Wolkenweg', 'Kuckucksheim'], {
    html: '<button id=f aria-label="Wolkenweg 12, Kuckucksheim" style="width:20px;height:20px"></button>',
  }),
  button('hebrew name in a button', 'פתח שיחה עם שרה כהנוביץ', ['כהנוביץ'], { locale: 'he' }),
  button('ukrainian name in a button', 'Відкрити чат з Оксаною Приклад', ['Оксаною'], { locale: 'uk' }),
  button('vietnamese name in a button', 'Mở trò chuyện với Nguyễn Thị Ví Dụ', ['Nguyễn'], { locale: 'vi' }),
  button('bengali name in a button', 'রহিমা খাতুন এর সাথে চ্যাট', ['রহিমা'], { locale: 'bn' }),
  button('georgian name in a button', 'ნინო მაგალითაშვილი', ['ნინო', 'მაგალითაშვილი'], { locale: 'ka' }),
  {
    vector: 'remove a recipient',
    html: '<div class=chips><span>Erika <button id=f aria-label="Remove erika.mustermann@example.org">×</button></span></div>',
    leaks: ['erika.mustermann', 'mustermann@example.org'],
    keeps: ['event:click', 'target.role:button'],
  },
  {
    vector: 'svg text in a chart',
    html: '<svg id=s width=200 height=60><g id=f role=button tabindex=0><rect width=120 height=40 fill=silver></rect><text y=20>Krakauer</text></g></svg>',
    leaks: ['Krakauer'],
  },
  {
    vector: 'row with an action that names the person',
    html: '<div class=row><span>Krakauer</span><a id=f href="/people/krakauer" aria-label="Edit the record of Krakauer">Edit</a></div>',
    leaks: ['Krakauer', 'krakauer'],
  },
  {
    vector: 'mention in an editor',
    html: '<div contenteditable=true style="min-height:40px">Hi <span id=f contenteditable=false class=mention data-id=krakauer>@Krakauer</span>&nbsp;</div>',
    leaks: ['Krakauer', 'krakauer'],
    keeps: ['event:click'],
  },
  {
    vector: 'tooltip of a cell',
    html: '<table><tr><td id=f title="Krakauer owes 4200 zloty">…</td></tr></table>',
    leaks: ['Krakauer', '4200'],
  },
  {
    vector: 'frame with a title',
    html: '<iframe id=fr title="Chat with Krakauer" name="krakauer" srcdoc="<button>Send</button>" width=200 height=60></iframe>',
    target: '#fr',
    steps: [{ do: 'clickAt', sel: '#fr', x: 30, y: 20 }],
    leaks: ['Krakauer', 'krakauer'],
    keeps: [],
  },
  {
    vector: 'slot of another’s words in a custom button',
    html: '<x-b id=f style="display:inline-block">Krakauer</x-b><script>customElements.define("x-b",class extends HTMLElement{constructor(){super();this.attachShadow({mode:"open"}).innerHTML="<button id=i>Open <slot></slot></button>"}})</script>',
    target: '#f',
    steps: [{ do: 'click', sel: '#f >>> #i' }],
    leaks: ['Krakauer'],
  },
  {
    vector: 'selection dragged over a table',
    html: '<table id=f><tr><td>Krakauer</td><td>Adipositas</td></tr></table>',
    steps: [
      { do: 'selectText', sel: '#f' },
      { do: 'press', keys: 'Control+C' },
    ],
    leaks: ['Krakauer', 'Adipositas'],
    keeps: ['event:copy'],
    reveals: ['selection_text', 'exact_length'],
  },
  {
    vector: 'picture dragged into a box',
    html: '<img id=f src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" alt="Krakauer at the beach" width=60 height=60><div id=d style="width:120px;height:60px;border:1px solid" ondragover="event.preventDefault()" ondrop="event.preventDefault()">Drop</div>',
    steps: [{ do: 'drag', from: '#f', to: '#d' }],
    leaks: ['Krakauer', 'beach'],
    keeps: [],
  },
];

/** Fields that show what they are in other ways. */
const FIELDS: readonly Way[] = [
  {
    vector: 'label in a shadow host around the form',
    html: '<x-w id=h label="One-time passcode"><input id=f></x-w><script>customElements.define("x-w",class extends HTMLElement{constructor(){super();this.attachShadow({mode:"open"}).innerHTML="<slot></slot>"}})</script>',
    typed: '771904',
  },
  {
    vector: 'type changed to number after a password',
    html: '<input id=f type=password><button id=b type=button onclick="f.type=\'number\'">x</button>',
    steps: [
      { do: 'click', sel: '#b' },
      { do: 'type', sel: '#f', text: '80617' },
    ],
    typed: '80617',
  },
  {
    vector: 'label taken away when the field is entered',
    html: '<label for=f id=l>Passwort</label><input id=f onfocus="l.remove()">',
    typed: 'Weg-nach-Fokus-8',
    locale: 'de',
  },
  {
    vector: 'label for the field moved to another one while typing',
    html: '<label for=f id=l>PIN</label><input id=f oninput="l.htmlFor=\'g\'"><input id=g>',
    typed: '40917',
  },
  {
    vector: 'whole form replaced by a framework between two keys',
    html: '<div id=r><form onsubmit="return false"><label>Kennwort <input id=f></label></form></div><script>r.oninput=e=>{if(e.target.value.length===4){const v=e.target.value;r.innerHTML="<form onsubmit=\'return false\'><label>Kennwort <input id=f></label></form>";f.value=v;f.focus()}}</script>',
    steps: [
      { do: 'focus', sel: '#f' },
      { do: 'rawType', text: 'Baum-Haus-9!' },
    ],
    typed: 'Baum-Haus-9!',
    locale: 'de',
  },
  {
    vector: 'custom select of digits for a code',
    html: `<fieldset><legend>Security code</legend>${[0, 1, 2].map((i) => `<select id=s${i} aria-label="Digit ${i + 1}">${[...'0123456789'].map((d) => `<option>${d}</option>`).join('')}</select>`).join('')}</fieldset>`,
    steps: [
      { do: 'select', sel: '#s0', value: '7' },
      { do: 'select', sel: '#s1', value: '3' },
    ],
    typed: '73',
    leaks: [],
    keeps: ['event:select_change'],
    reveals: ['selected_index', 'option_value'],
  },
  {
    vector: 'text area that hides behind a drawn code',
    html: '<p>Verification code</p><div style="position:relative"><textarea id=f rows=1 cols=6 style="opacity:0;position:absolute"></textarea><span>_ _ _ _ _ _</span></div>',
    typed: '518833',
  },
  {
    vector: 'search field that became the answer to a question',
    html: '<p id=q>Search</p><input id=f type=search aria-labelledby=q onfocus="q.textContent=\'What was the name of your first pet?\'">',
    typed: 'Sir Flauschi 5',
  },
  {
    vector: 'code in a field named by an image before it',
    html: '<img alt="Authenticator app" width=20 height=20><input id=f placeholder="123 456">',
    typed: '206 418',
  },
  {
    vector: 'label by aria-labelledby across two elements',
    html: '<span id=a>Mother’s</span><div>x</div><span id=b>maiden name</span><input id=f aria-labelledby="a b">',
    typed: 'Wolkenstein',
  },
  {
    vector: 'paste of a key into a plain area',
    html: '<label>Service account JSON <textarea id=f></textarea></label>',
    typed: 'Kuckuck-Schluessel-77',
    steps: [{ do: 'paste', sel: '#f', text: 'Kuckuck-Schluessel-77' }],
    keeps: ['event:paste', 'redacted:secret'],
  },
  {
    vector: 'answer in a dialog of a framework',
    html: '<div role=dialog aria-labelledby=t><h2 id=t>Unlock the vault</h2><p>Type your passphrase to go on.</p><input id=f autofocus></div>',
    typed: 'lange kette neun',
  },
];

const number = (from: number, i: number): string => `SP${String(from + i).padStart(3, '0')}`;
const draft = (from: number, category: string) => (way: Way, i: number) => ({ ...way, id: number(from, i), category });

export const SECOND_PATHS: readonly Case[] = [
  ...TYPED_AND_SHOWN.map(draft(1, 'echo')).map(personal),
  ...SECRET_AND_SHOWN.map(draft(100, 'echo')).map((one) => secret({ ...one, reveals: ['exact_length'] })),
  ...WORDS_OF_OTHERS.map(draft(200, 'bystander')).map(seen),
  ...FIELDS.map(draft(300, 'label')).map(secret),
];
