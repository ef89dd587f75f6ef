// Pages that get in the way on purpose or by accident, tokens in plain fields, and fields that only look like secrets.
import type { Case } from '../runner/case.ts';
import { harmless, personal, secret } from './make.ts';

const PROPERTIES = ['parentElement', 'querySelectorAll', 'closest', 'matches', 'localName', 'getRootNode', 'children', 'childNodes', 'previousElementSibling', 'id', 'ownerDocument', 'getBoundingClientRect', 'labels', 'tagName', 'elements', 'classList'];

/** A form whose fields are called as properties that code reads of it. */
const CLOBBERED: readonly Case[] = PROPERTIES.map((name, i) =>
  secret({ id: `HO${20 + i}`, category: 'hostile', vector: `field called ${name}`, html: `<form onsubmit="return false"><input name=${name}><input name=querySelector><p><input id=f type=password name=${i % 2 === 0 ? 'pw' : name}></p><button id=b>Go</button></form>`, typed: `Clobbered-${20 + i}-pw`, steps: [{ do: 'type', sel: '#f', text: `Clobbered-${20 + i}-pw` }, { do: 'press', keys: 'Enter' }] }),
);

const HOSTILE: readonly Case[] = [
  secret({ id: 'HO50', category: 'hostile', vector: 'label of 400 kB', html: `<label for=f>Password ${'x '.repeat(200_000)}</label><input id=f>`, typed: 'HugeLabel-50-pw' }),
  secret({ id: 'HO51', category: 'hostile', vector: 'label padded with invisible characters', html: `<label for=f>${'\u200b'.repeat(250)}Passwort</label><input id=f>`, typed: 'Padded-51-pw' }),
  secret({ id: 'HO52', category: 'hostile', vector: 'marker that says this may be recorded', html: '<input id=f type=password class="rr-allow fs-unmask" data-private=false data-sensitive=false data-dd-privacy=allow>', typed: 'Markers-52-pw' }),
  secret({ id: 'HO53', category: 'hostile', vector: 'getter that throws', html: '<input id=f type=password><script>Object.defineProperty(f,"type",{get(){throw new Error("no")}});Object.defineProperty(f,"labels",{get(){throw new Error("no")}})</script>', typed: 'Throwing-53-pw' }),
  secret({ id: 'HO54', category: 'hostile', vector: 'prototype of inputs replaced', html: '<input id=f type=password><script>Object.defineProperty(HTMLInputElement.prototype,"type",{get(){return "text"}})</script>', typed: 'Prototype-54-pw' }),
  secret({ id: 'HO55', category: 'hostile', vector: 'field moved to another document', html: '<div id=w><input id=f type=password></div><iframe id=fr></iframe><script>setTimeout(()=>fr.contentDocument.body.append(f),50)</script>', target: 'iframe#fr >> #f', typed: 'Adopted-55-pw', steps: [{ do: 'wait', ms: 200 }, { do: 'type', sel: 'iframe#fr >> #f', text: 'Adopted-55-pw' }] }),
  secret({ id: 'HO56', category: 'hostile', vector: 'document.open while typing', html: '<input id=f type=password><button id=b onclick="document.open();document.write(\'<input id=g type=password>\');document.close()">b</button>', target: '#g', typed: 'Reopened-56-pw', steps: [{ do: 'click', sel: '#b' }, { do: 'wait', ms: 300 }, { do: 'type', sel: '#g', text: 'Reopened-56-pw' }] }),
  secret({ id: 'HO57', category: 'hostile', vector: 'field removed at the last key', html: '<input id=f type=password oninput="if(this.value.length>=12)this.remove()">', typed: 'RemovedAt12x' }),
  secret({ id: 'HO58', category: 'hostile', vector: 'submits itself at the last character', html: '<form action="/next"><input id=f type=password name=pin oninput="if(this.value.length>=9)this.form.requestSubmit()"></form>', typed: 'Submits58' }),
  secret({ id: 'HO59', category: 'hostile', vector: 'two elements with one id', html: '<input id=f><input id=f type=password class=second>', target: 'input.second', typed: 'SameId-59-pw' }),
  secret({ id: 'HO60', category: 'hostile', vector: 'label for the wrong field, right by position', html: '<label for=other>Password</label><input id=f><input id=other hidden>', typed: 'WrongFor-60' }),
  secret({ id: 'HO61', category: 'hostile', vector: 'label order reversed by style', html: '<div style="display:flex;flex-direction:row-reverse"><input id=f><span>Kennwort</span></div>', locale: 'de', typed: 'Reversed-61-pw' }),
  secret({ id: 'HO62', category: 'hostile', vector: 'label after the field', html: '<div><input id=f><span>Passwort</span></div>', locale: 'de', typed: 'LabelAfter-62' }),
  secret({ id: 'HO63', category: 'hostile', vector: 'label only in generated content', html: '<style>#w::before{content:"Password: "}</style><div id=w><input id=f></div>', typed: 'Generated-63-pw' }),
  secret({ id: 'HO64', category: 'hostile', vector: 'label only in an image', html: '<img alt="Password" width=80 height=20><input id=f>', typed: 'ImageLabel-64' }),
  secret({ id: 'HO65', category: 'hostile', vector: 'label only in a lock icon’s title', html: '<span class=icon title="Password">🔒</span><input id=f>', typed: 'IconTitle-65' }),
  secret({ id: 'HO66', category: 'hostile', vector: 'heading of the step is the only label', html: '<section><h1>What’s your password?</h1><div><div><input id=f></div></div></section>', typed: 'StepHeading-66' }),
  secret({ id: 'HO67', category: 'hostile', vector: 'step by step: name first, password next, same node', html: '<h1 id=h>Username</h1><input id=f aria-labelledby=h><button id=b onclick="h.textContent=\'Password\';f.value=\'\'">Next</button>', typed: 'SecondStep-67', steps: [{ do: 'type', sel: '#f', text: 'erika67' }, { do: 'click', sel: '#b' }, { do: 'type', sel: '#f', text: 'SecondStep-67' }], keeps: ['event:text_entry'], leaks: ['SecondStep-67', 'erika67'] }),
  secret({ id: 'HO68', category: 'hostile', vector: 'data-type and ng-model names', html: '<input id=f ng-model="vm.credentials.password" data-field="password" formcontrolname=password>', typed: 'FrameworkName-68' }),
  secret({ id: 'HO69', category: 'hostile', vector: 'words glued by a dot path', html: '<input id=f name="account[user][password_confirmation]">', typed: 'Bracketed-69-pw' }),
  secret({ id: 'HO70', category: 'hostile', vector: 'vertical label beside a row of fields', html: '<div><span>Login</span><span>Passwort</span></div><div><input id=u><input id=f></div>', locale: 'de', typed: 'RowOfFields-70' }),
];

const part = (...parts: readonly string[]): string => parts.join('');
const TOKENS: readonly (readonly [string, string])[] = [
  ['aws access key', part('AKI', 'A', 'QX7ZPLMN4RTYW2VB')],
  ['github token', part('gh', 'p_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8')],
  ['slack token', part('xo', 'xb-', '204857193846-9182736450912-QwErTyUiOpAsDfGhJkLzXcVb')],
  ['json web token', part('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiJkczMwIn0.', 'c2lnbmF0dXJlLW5vdC1yZWFs')],
  ['private key', part('-----BEGIN ', 'PRIVATE KEY', '-----MIIEvQIBADANBgkq')],
  ['connection string', part('postgres', '://svc:', 'Br0mbeer77', '@db.internal:5432/hr')],
  ['basic header', part('Authorization: Ba', 'sic c3ZjOkJyb21iZWVyNzc=')],
  ['stripe key', part('sk_', 'live_', '51HqLyjWDarjtT1zdp7dcXyZ')],
  ['password in prose', 'das passwort lautet Brombeerkuchen88'],
  ['seed phrase', 'abandon ability able about above absent absorb abstract absurd abuse access acid'],
];
const FIELDS: readonly ((i: number) => string)[] = [
  (i) => `<label for=f>Comment ${i}</label><textarea id=f></textarea>`,
  (i) => `<input id=f type=search aria-label="Find" class=s${i}>`,
  (i) => `<div id=f contenteditable aria-label="Chat message" data-i=${i}></div>`,
  (i) => `<input id=f aria-label="Search or enter address" data-i=${i}>`,
];
const DEV_SECRETS: readonly Case[] = TOKENS.map(([name, typed], i) =>
  personal({ id: `DS${20 + i}`, category: 'dev-secret', vector: `${name} in a plain field`, html: FIELDS[i % FIELDS.length]?.(i) ?? '', typed, steps: [i % 2 === 0 ? { do: 'paste', sel: '#f', text: typed } : { do: 'type', sel: '#f', text: typed }], keeps: [i % 2 === 0 ? 'event:paste' : 'event:text_entry'] }),
);

/** `locale|label|name`, each with a trap for rules that look at parts of words. */
const HARMLESS = [
  'en|Passenger name|passengerName', 'en|Expected delivery|expDelivery', 'en|Compass heading|compass', 'en|Company|company', 'en|Keyword|keyword', 'en|Shipping option|shipOption', 'en|Pin this to the top|pinTop', 'en|Token ring speed of the classroom|speed',
  'en|Card layout|cardLayout', 'en|Secretary of the board|secretary', 'en|Passage to translate|passage', 'en|Tangent length|tangent', 'en|Opinion|opinion', 'en|Spinach price|spinach', 'en|Health and safety training course|course', 'en|Accountant|accountant', 'en|Country code|countryCode', 'en|Promo code|promoCode',
  'de|Passform|passform', 'de|Pinnwandtitel|pinnwand', 'de|Kontakt|kontakt', 'de|Kartenansicht|ansicht', 'de|Titel der Aufgabe|titel', 'de|Steuerung|steuerung', 'de|Nummer der Bestellung|bestellnr',
  'fr|Titre de la carte|titre', 'fr|Numéro de commande|commande', 'fr|Code postal|cp', 'fr|Passion|passion', 'es|Palabra clave|palabra', 'es|Título|titulo', 'es|Número de pedido|pedido', 'pt|Assunto|assunto', 'pt|Senhor ou senhora|tratamento', 'it|Oggetto|oggetto', 'it|Parola chiave|chiave',
  'nl|Onderwerp|onderwerp', 'nl|Bestelnummer|bestelnummer', 'pl|Tytuł zadania|tytul', 'pl|Numer zamówienia|zamowienie', 'tr|Sipariş numarası|siparis', 'ru|Номер заказа|zakaz', 'ru|Заголовок|zagolovok', 'ja|商品名|shohin', 'ja|注文番号|chumon', 'zh|商品名称|shangpin', 'zh|订单编号|dingdan', 'ko|상품명|sangpum', 'ko|주문 번호|jumun', 'ar|رقم الطلب|talab', 'he|מספר הזמנה|hazmana', 'th|ชื่อสินค้า|sinka', 'hi|ऑर्डर संख्या|order',
];
const CONTROLS: readonly Case[] = HARMLESS.map((entry, i) => {
  const [locale = 'en', label = '', name = ''] = entry.split('|');
  return harmless({ id: `NC${30 + i}`, category: 'control', vector: 'harmless field with a trap', locale, html: `<form><label for=f>${label}</label><input id=f name=${name}></form>`, typed: `wert ${i}` });
});

export const HOSTILES: readonly Case[] = [...CLOBBERED, ...HOSTILE, ...DEV_SECRETS, ...CONTROLS];
