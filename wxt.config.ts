// What the extension is made of and what it asks for. Each permission is justified in docs/permissions.md.
import { defineConfig } from 'wxt';
import { smallerCapture } from './src/dev/smaller-capture.ts';
import { FIELD_WORDS } from './src/redaction/field-words.ts';
import { NUMBER_PLANS } from './src/redaction/number-plans.ts';

export default defineConfig({
  publicDir: 'assets',
  imports: false,
  manifestVersion: 3,
  hooks: {
    // Data that the worker needs now and then is no part of the script that it reads at each start.
    'build:publicAssets': (_wxt, files) => {
      files.push({ relativeDest: 'field-words.json', contents: JSON.stringify(FIELD_WORDS) });
      files.push({ relativeDest: 'number-plans.json', contents: JSON.stringify(NUMBER_PLANS) });
    },
  },
  vite: () => ({ plugins: [smallerCapture()] }),
  manifest: ({ browser }) => ({
    name: 'Showhow',
    default_locale: 'en',
    description: '__MSG_description__',
    permissions: [
      'alarms',
      'contextMenus',
      'notifications',
      // Firefox tells nobody how the battery is.
      ...(browser === 'firefox' ? [] : ['offscreen']),
      'scripting',
      'storage',
      'unlimitedStorage',
      'webNavigation',
    ],
    commands: {
      'toggle-pause': { suggested_key: { default: 'Alt+Shift+P' }, description: '__MSG_commandPause__' },
    },
    host_permissions: ['http://*/*', 'https://*/*'],
    incognito: 'not_allowed',
    content_security_policy: {
      extension_pages:
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' https: http://127.0.0.1:* http://localhost:*; base-uri 'none'; form-action 'none'",
    },
    icons: { 16: 'icons/off-16.png', 32: 'icons/off-32.png', 48: 'icons/off-48.png', 128: 'icons/off-128.png' },
    action: { default_title: 'Showhow', default_popup: 'popup.html' },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'showhow@showhow.invalid',
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['websiteActivity', 'websiteContent', 'browsingActivity'] },
            },
          },
        }
      : { minimum_chrome_version: '130', storage: { managed_schema: 'managed-schema.json' } }),
  }),
});
