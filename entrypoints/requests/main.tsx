// Wires the exemptions: `?site=` names the host that the person came from.
import { render } from 'preact';
import { ExemptionsPage } from '../../src/view/exemptions-page.tsx';
import { extension, preparePage } from '../popup/extension.ts';

const site = new URLSearchParams(location.search).get('site') ?? '';
render(
  <ExemptionsPage
    {...extension}
    site={site}
    openMail={(address) => {
      location.href = address;
    }}
  />,
  preparePage(`Showhow: ${extension.say('exemptionLink')}`),
);
