// Wires the review page.
import { render } from 'preact';
import { ReviewPage } from '../../src/view/review-page.tsx';
import { extension, preparePage } from '../popup/extension.ts';

render(<ReviewPage {...extension} />, preparePage(`Showhow: ${extension.say('reviewLink')}`));
