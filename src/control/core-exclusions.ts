// Sites that are never recorded, whatever a policy or a person lists: places where people sign in, pay and bank. Worker.

/** Match patterns. They can only take away; a policy adds more with `excludedSites`. */
export const CORE_EXCLUSIONS: readonly string[] = [
  // Identity providers: every character there is a secret.
  '*://accounts.google.com/*',
  '*://login.microsoftonline.com/*',
  '*://login.live.com/*',
  '*://login.windows.net/*',
  '*://appleid.apple.com/*',
  '*://idmsa.apple.com/*',
  '*://*.okta.com/*',
  '*://*.oktapreview.com/*',
  '*://*.auth0.com/*',
  '*://*.onelogin.com/*',
  '*://*.duosecurity.com/*',
  '*://*.pingone.com/*',
  '*://*.pingone.eu/*',
  // Password managers.
  '*://*.1password.com/*',
  '*://*.1password.eu/*',
  '*://vault.bitwarden.com/*',
  '*://vault.bitwarden.eu/*',
  '*://*.lastpass.com/*',
  '*://app.dashlane.com/*',
  // Payment: also as frames inside other pages.
  '*://*.paypal.com/*',
  '*://js.stripe.com/*',
  '*://checkout.stripe.com/*',
  '*://*.adyen.com/*',
  '*://*.braintreegateway.com/*',
  // Banking.
  '*://*.chase.com/*',
  '*://*.bankofamerica.com/*',
  '*://*.wellsfargo.com/*',
  '*://*.hsbc.com/*',
  '*://*.deutsche-bank.de/*',
  '*://*.commerzbank.de/*',
  '*://*.sparkasse.de/*',
  '*://*.ing.de/*',
  '*://*.bnpparibas.net/*',
  '*://*.santander.com/*',
  '*://*.revolut.com/*',
  '*://*.wise.com/*',
];
