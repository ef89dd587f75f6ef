// PowerShell scripts that write, check and take away the policy in the Windows registry. Not run on Windows so far.
import type { Browser, Order, RenderedFile } from './order.ts';
import { installSettings } from './order.ts';
import type { RegistryValue } from './registry.ts';
import { registryKeys, toRegistry } from './registry.ts';

const WINDOWS_BROWSERS: readonly Browser[] = ['chrome', 'edge', 'firefox'];

const HEAD = `# Made by "showhow policy render". Golden-tested, not run on Windows so far: try it on one device first.
$ErrorActionPreference = 'Stop'
# The 64-bit registry, whatever PowerShell this runs in: a 32-bit one would write where no browser looks.
$machine = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')
`;

export function renderPowershell(order: Order): readonly RenderedFile[] {
  return [deploy(order), detect(order), remove(order)].map(([name, text]) => ({
    name,
    text,
    encoding: 'utf-8 with mark' as const,
  }));
}

function deploy({ values, deployment }: Order): [string, string] {
  const blocks = WINDOWS_BROWSERS.flatMap((browser) => {
    const keys = registryKeys(browser, deployment);
    const install = Object.entries(installSettings(browser, deployment)).map(([name, value]) =>
      setValue(
        name,
        typeof value === 'string' ? { type: 'REG_SZ', text: value } : { type: 'REG_DWORD', number: Number(value) },
      ),
    );
    const settings = Object.entries(values).map(([key, value]) => setValue(key, toRegistry(browser, key, value)));
    return [
      `$key = $machine.CreateSubKey(${quote(keys.install)})`,
      ...install,
      '$key.Close()',
      '# Values of an earlier policy go first: one that is left over would count.',
      `$machine.DeleteSubKeyTree(${quote(keys.settings)}, $false)`,
      `$key = $machine.CreateSubKey(${quote(keys.settings)})`,
      ...settings,
      '$key.Close()',
      '',
    ];
  });
  return ['deploy.ps1', [HEAD, ...blocks].join('\n')];
}

/** For Intune: exit 0 with a line where everything is as it should be, else exit 1. */
function detect({ values, deployment }: Order): [string, string] {
  const expected = ['policyRevision', 'policyChecksum'].map((key) => [key, String(values[key] ?? '')] as const);
  const lines = WINDOWS_BROWSERS.flatMap((browser) => {
    const { settings } = registryKeys(browser, deployment);
    return [
      `$key = $machine.OpenSubKey(${quote(settings)})`,
      `if ($null -eq $key) { Write-Output ${quote(`${browser}: no policy`)}; exit 1 }`,
      ...expected.map(([name, value]) => {
        const told = quote(`${browser}: another ${name}`);
        return `if ($key.GetValue(${quote(name)}) -cne ${quote(value)}) { Write-Output ${told}; exit 1 }`;
      }),
    ];
  });
  return ['detect.ps1', [HEAD, ...lines, "Write-Output 'the policy is in place'", 'exit 0', ''].join('\n')];
}

/** What is not sent yet goes with the extension: the collector holds the record. */
function remove({ deployment }: Order): [string, string] {
  const lines = WINDOWS_BROWSERS.flatMap((browser) => {
    const keys = registryKeys(browser, deployment);
    const parent = browser === 'firefox' ? keys.settings : keys.settings.replace(/\\policy$/, '');
    return [keys.install, parent].map((key) => `$machine.DeleteSubKeyTree(${quote(key)}, $false)`);
  });
  return [
    'remove.ps1',
    [HEAD, '# Browsers then remove the extension, and with it what was recorded and not yet sent.', ...lines, ''].join(
      '\n',
    ),
  ];
}

function setValue(name: string, value: RegistryValue): string {
  switch (value.type) {
    case 'REG_SZ':
      return `$key.SetValue(${quote(name)}, ${quote(value.text)}, 'String')`;
    case 'REG_DWORD':
      return `$key.SetValue(${quote(name)}, ${value.number}, 'DWord')`;
    case 'REG_MULTI_SZ':
      return `$key.SetValue(${quote(name)}, [string[]]@(${value.lines.map(quote).join(', ')}), 'MultiString')`;
  }
}

/** A literal text. PowerShell takes typographic quotes for quotes too. */
function quote(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}
