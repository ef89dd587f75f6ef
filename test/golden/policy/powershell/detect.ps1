# Made by "showhow policy render". Golden-tested, not run on Windows so far: try it on one device first.
$ErrorActionPreference = 'Stop'
# The 64-bit registry, whatever PowerShell this runs in: a 32-bit one would write where no browser looks.
$machine = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')

$key = $machine.OpenSubKey('Software\Policies\Google\Chrome\3rdparty\extensions\abcdefghijklmnopabcdefghijklmnop\policy')
if ($null -eq $key) { Write-Output 'chrome: no policy'; exit 1 }
if ($key.GetValue('policyRevision') -cne '2026-11-a') { Write-Output 'chrome: another policyRevision'; exit 1 }
if ($key.GetValue('policyChecksum') -cne '90693628') { Write-Output 'chrome: another policyChecksum'; exit 1 }
$key = $machine.OpenSubKey('Software\Policies\Microsoft\Edge\3rdparty\extensions\abcdefghijklmnopabcdefghijklmnop\policy')
if ($null -eq $key) { Write-Output 'edge: no policy'; exit 1 }
if ($key.GetValue('policyRevision') -cne '2026-11-a') { Write-Output 'edge: another policyRevision'; exit 1 }
if ($key.GetValue('policyChecksum') -cne '90693628') { Write-Output 'edge: another policyChecksum'; exit 1 }
$key = $machine.OpenSubKey('Software\Policies\Mozilla\Firefox\3rdparty\Extensions\showhow@showhow.invalid')
if ($null -eq $key) { Write-Output 'firefox: no policy'; exit 1 }
if ($key.GetValue('policyRevision') -cne '2026-11-a') { Write-Output 'firefox: another policyRevision'; exit 1 }
if ($key.GetValue('policyChecksum') -cne '90693628') { Write-Output 'firefox: another policyChecksum'; exit 1 }
Write-Output 'the policy is in place'
exit 0
