// Wires the notice, which opens at install and with each new version of it.
import { render } from 'preact';
import { NoticePage } from '../../src/view/notice-page.tsx';
import { extension, preparePage } from '../popup/extension.ts';

render(<NoticePage {...extension} />, preparePage(`Showhow: ${extension.say('noticeLink')}`));
