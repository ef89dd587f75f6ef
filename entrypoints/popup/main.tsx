// Wires the popup: the worker, the current tab, and the ways to the other pages.
import { render } from 'preact';
import browser from 'webextension-polyfill';
import { Popup } from '../../src/view/popup.tsx';
import { extension, preparePage } from './extension.ts';

const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
render(<Popup {...extension} tabId={tab?.id} />, preparePage('Showhow'));
