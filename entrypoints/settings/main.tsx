// Wires the settings.
import { render } from 'preact';
import { SettingsPage } from '../../src/view/settings-page.tsx';
import { extension, preparePage } from '../popup/extension.ts';

render(<SettingsPage {...extension} />, preparePage(`Showhow: ${extension.say('settingsLink')}`));
