$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$WarningPreference = 'SilentlyContinue'
$invariant = [Globalization.CultureInfo]::InvariantCulture

# Newer commands are called only where they are.
$hasCim = $null -ne (Get-Command -Name Get-CimInstance -ErrorAction SilentlyContinue)
$hasCimClass = $null -ne (Get-Command -Name Get-CimClass -ErrorAction SilentlyContinue)
$hasWmi = $null -ne (Get-Command -Name Get-WmiObject -ErrorAction SilentlyContinue)
$hasWinEvent = $null -ne (Get-Command -Name Get-WinEvent -ErrorAction SilentlyContinue)
$hasEventLog = $null -ne (Get-Command -Name Get-EventLog -ErrorAction SilentlyContinue)
$hasFirewallRule = $null -ne (Get-Command -Name Get-NetFirewallRule -ErrorAction SilentlyContinue)
$hasConnectionProfile = $null -ne (Get-Command -Name Get-NetConnectionProfile -ErrorAction SilentlyContinue)
$hasDnsServers = $null -ne (Get-Command -Name Get-DnsClientServerAddress -ErrorAction SilentlyContinue)
$hasDnsGlobal = $null -ne (Get-Command -Name Get-DnsClientGlobalSetting -ErrorAction SilentlyContinue)
$hasDnsClient = $null -ne (Get-Command -Name Get-DnsClient -ErrorAction SilentlyContinue)
$hasResolve = $null -ne (Get-Command -Name Resolve-DnsName -ErrorAction SilentlyContinue)
$hasTestConnection = $null -ne (Get-Command -Name Test-NetConnection -ErrorAction SilentlyContinue)

# Constrained language mode lets no script open a socket.
$mayUseSockets = [string]$ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage'
