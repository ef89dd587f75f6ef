# Made by "showhow policy render". Golden-tested, not run on Windows so far: try it on one device first.
$ErrorActionPreference = 'Stop'
# The 64-bit registry, whatever PowerShell this runs in: a 32-bit one would write where no browser looks.
$machine = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')

# Browsers then remove the extension, and with it what was recorded and not yet sent.
$machine.DeleteSubKeyTree('Software\Policies\Google\Chrome\ExtensionSettings\abcdefghijklmnopabcdefghijklmnop', $false)
$machine.DeleteSubKeyTree('Software\Policies\Google\Chrome\3rdparty\extensions\abcdefghijklmnopabcdefghijklmnop', $false)
$machine.DeleteSubKeyTree('Software\Policies\Microsoft\Edge\ExtensionSettings\abcdefghijklmnopabcdefghijklmnop', $false)
$machine.DeleteSubKeyTree('Software\Policies\Microsoft\Edge\3rdparty\extensions\abcdefghijklmnopabcdefghijklmnop', $false)
$machine.DeleteSubKeyTree('Software\Policies\Mozilla\Firefox\ExtensionSettings\showhow@showhow.invalid', $false)
$machine.DeleteSubKeyTree('Software\Policies\Mozilla\Firefox\3rdparty\Extensions\showhow@showhow.invalid', $false)
