// Documents that show a form of a provider for signing in or paying: nothing that is done anywhere in them is told but that it was done.
import type { Case, Reveal, Step } from '../runner/case.ts';
import { harmless, secret } from './make.ts';

const NOTE = '<label for=f>Delivery note</label><input id=f>';
const SILENT: readonly Reveal[] = [
  'exact_length',
  'length_bucket',
  'key',
  'code',
  'per_key_timing',
  'event_count_equals_length',
];
const typed = (text: string): readonly Step[] => [
  { do: 'type', sel: '#f', text },
  { do: 'press', keys: 'ArrowLeft', times: 3 },
];

interface Shown {
  readonly vector: string;
  readonly html: string;
  readonly steps?: (text: string) => readonly Step[];
  /** What stands for what is typed where nothing is: as long as the keys are many, or what is copied. */
  readonly typed?: string;
}

const SHOWN: readonly Shown[] = [
  {
    vector: 'payment frame beside a plain field',
    html: `${NOTE}<iframe src="https://js.stripe.com/v3/elements-inner-card.html" style="width:300px;height:40px"></iframe>`,
  },
  {
    vector: 'sign-in frame of an identity provider',
    html: `<iframe src="https://acme.okta.com/login" width=300 height=200></iframe>${NOTE}`,
  },
  {
    vector: 'form that goes to a payment provider',
    html: `${NOTE}<form action="https://www.paypal.com/pay" onsubmit="return false"><input name=who placeholder=Who></form>`,
  },
  {
    vector: 'button that sends a form to a sign-in provider',
    html: `<form onsubmit="return false">${NOTE}<button formaction="https://login.microsoftonline.com/common">Sign in with work</button></form>`,
  },
  {
    vector: 'form whose field called action hides where it goes',
    html: `<form action="//checkout.stripe.com/pay" onsubmit="return false"><input name=action><input name=getAttribute>${NOTE}</form>`,
  },
  {
    vector: 'payment frame that a script puts in while somebody types',
    html: `${NOTE}<script>f.addEventListener('input',()=>{if(f.value.length===4){const i=document.createElement('iframe');i.src='https://checkoutshopper-live.adyen.com/card';i.style.cssText='width:300px;height:60px';document.body.append(i)}})</script>`,
    steps: (text) => [
      { do: 'type', sel: '#f', text },
      { do: 'wait', ms: 300 },
      { do: 'type', sel: '#f', text },
    ],
  },
  {
    vector: 'keys outside fields beside a payment frame',
    html: `<div id=f tabindex=0 style="height:40px">Amount</div><iframe src="https://assets.braintreegateway.com/card" width=300 height=60></iframe>`,
    typed: '7 keys.',
    steps: () => [
      { do: 'focus', sel: '#f' },
      { do: 'press', keys: 'ArrowRight', times: 7 },
      { do: 'press', keys: 'Enter' },
    ],
  },
  {
    vector: 'copying beside a payment frame',
    html: `<p id=f>Receipt of somebody else</p><iframe src="https://www.klarna.com/pay" width=300 height=60></iframe>`,
    typed: 'Receipt of somebody else',
    steps: () => [
      { do: 'selectText', sel: '#f' },
      { do: 'press', keys: 'Control+C' },
    ],
  },
];

const HIDDEN: readonly Shown[] = [
  {
    vector: 'hidden frame by which a payment provider watches',
    html: `${NOTE}<iframe src="https://js.stripe.com/v3/controller.html" style="position:fixed;top:-9999px;width:1px;height:1px;visibility:hidden"></iframe>`,
  },
  {
    vector: 'donate button that goes to a payment provider',
    html: `${NOTE}<form action="https://www.paypal.com/donate"><input type=hidden name=b value=1><button>Donate</button></form>`,
  },
  {
    vector: 'provider’s name in a path only',
    html: `${NOTE}<iframe src="/paypal.com/okta.com" width=300 height=60></iframe><form action="/js.stripe.com"><input name=who></form>`,
  },
];

const text = (i: number): string => `leave at door ${i}`;

export const PROVIDER_CASES: readonly Case[] = [
  ...SHOWN.map(({ vector, html, steps = typed, typed: own }, i) =>
    secret({
      id: `PF${10 + i}`,
      category: 'provider-form',
      vector,
      html,
      typed: own ?? text(i),
      steps: steps(text(i)),
      reveals: SILENT,
      ...(own !== undefined && { keeps: [], leaks: own.length > 7 ? [own] : [] }),
    }),
  ),
  ...HIDDEN.map(({ vector, html }, i) =>
    harmless({ id: `PF${50 + i}`, category: 'provider-form', vector, html, typed: text(50 + i) }),
  ),
];
