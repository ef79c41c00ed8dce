# ---- One thing after the other; __EACH__

$evidence = @{}
$startedAt = Get-Date
$vantage = 'client'
if ($settings['role'] -ceq 'host') { $vantage = 'host' }

$service = Read-Question 'service'
$products = Read-Question 'products'
$officeService = Read-Question 'officeService'
$officeProducts = Read-Question 'officeProducts'

$serviceRow = $null
$officeServiceRow = $null
$licences = @()
# What no rule here foresaw costs its own kind, never the file.
try {
    if ($service['ok'] -and $service['rows'].Length -gt 0) { $serviceRow = Get-LicensingService $service['rows'][0] }
    if ($officeService['ok'] -and $officeService['rows'].Length -gt 0) { $officeServiceRow = Get-LicensingService $officeService['rows'][0] }
}
catch { $service = New-Broken $_ }
try {
    if ($products['ok']) {
        foreach ($row in $products['rows']) { $licences += Get-Product $row $serviceRow 'windows' }
        if ($officeProducts['ok']) { foreach ($row in $officeProducts['rows']) { $licences += Get-Product $row $officeServiceRow 'office' } }
    }
}
catch { $products = New-Broken $_ }
$isHost = $null -ne $serviceRow -and $serviceRow['isKeyManagementServiceMachine'] -eq $true
foreach ($licence in $licences) { if ($null -ne $licence['kmsHost']) { $isHost = $true } }
if ($settings['role'] -ceq 'auto' -and $isHost) { $vantage = 'host' }

if ($products['ok']) {
    $by = 'cim:SoftwareLicensingProduct'
    if ($officeProducts['ok'] -and $officeProducts['rows'].Length -gt 0) { $by = $by + ', cim:OfficeSoftwareProtectionProduct' }
    $evidence['licensingProducts'] = New-Seen $licences $by $beganAt['products']
}
else { $evidence['licensingProducts'] = New-Unseen $products['reason'] $products['detail'] }
__SAY licensingProducts__
if (-not $service['ok']) { $evidence['service'] = New-Unseen $service['reason'] $service['detail'] }
elseif ($null -eq $serviceRow) { $evidence['service'] = New-Unseen 'unparsable' 'SoftwareLicensingService has no instance' }
else { $evidence['service'] = New-Seen $serviceRow 'cim:SoftwareLicensingService' $beganAt['service'] }
__SAY service__
$system = Read-Question 'system'
$computer = Read-Question 'computer'
$adapters = Read-Question 'adapters'
if (-not $adapters['ok'] -and $adapters['reason'] -ceq 'unsupported' -and $hasDnsServers) { $adapters = Read-DnsClient }
$registry = Read-Registry
$unread = @{ ok = $false; reason = 'unparsable'; detail = $null }
try { $machine = Get-Machine $system $computer $adapters $registry }
catch {
    $system = New-Broken $_
    $computer = $unread
    $adapters = $unread
    $registry = $unread
    $machine = Get-Machine $system $computer $adapters $registry
}
$failed = @(@($system, $computer, $adapters, $registry) | Where-Object { -not $_['ok'] })
if ($failed.Length -eq 4) { $evidence['machine'] = New-Unseen $failed[0]['reason'] $failed[0]['detail'] }
else { $evidence['machine'] = New-Seen $machine 'cim:Win32_OperatingSystem' $beganAt['system'] }
__SAY machine__
# Asked of Windows 7 alone: what is installed takes Windows a while to list.
$hotfix = @{ ok = $false }
if ([string]$machine['version'] -cmatch '^6\.1\.') { $hotfix = Read-Question 'hotfix' }
if ($registry['ok']) { $evidence['windowsState'] = New-Seen (Get-WindowsState $registry $hotfix) 'cim:registry' $beganAt['system'] }
else { $evidence['windowsState'] = New-Unseen $registry['reason'] $registry['detail'] }
__SAY windowsState__
$services = Read-Question 'services'
if (-not $services['ok'] -and $services['reason'] -ceq 'unsupported') { $services = Read-Services }
# WMI is one of those asked for: where none is listed, the list is not to be believed.
if ($services['ok'] -and $services['rows'].Length -eq 0) { $services = @{ ok = $false; reason = 'unparsable'; detail = 'no Windows service was listed, not even that of WMI' } }
if ($services['ok']) {
    try { $evidence['services'] = New-Seen @(Get-WindowsServices $services['rows']) 'cim:Win32_Service' $beganAt['services'] }
    catch { $services = New-Broken $_ }
}
if (-not $services['ok']) { $evidence['services'] = New-Unseen $services['reason'] $services['detail'] }
__SAY services__
$rules = Read-Question 'firewallRule'
if (-not $rules['ok'] -and $rules['reason'] -ceq 'unsupported' -and $hasFirewallRule) { $rules = Read-FirewallRule }
$connections = Read-Question 'connections'
if (-not $connections['ok'] -and $connections['reason'] -ceq 'unsupported' -and $hasConnectionProfile) { $connections = Read-Connections }
$connected = @()
if ($connections['ok']) { $connected = $connections['rows'] }
if ($rules['ok']) {
    try { $evidence['firewallRules'] = New-Seen @(Get-FirewallRules $rules['rows'] $connected) 'cim:MSFT_NetFirewallRule' $beganAt['firewallRule'] }
    catch { $rules = New-Broken $_ }
}
if (-not $rules['ok']) { $evidence['firewallRules'] = New-Unseen $rules['reason'] $rules['detail'] }
__SAY firewallRules__
$eventsFrom = Get-Date
$logs = @(foreach ($log in $eventLogs) { Read-EventLog $log })
$failed = @($logs | Where-Object { -not $_['ok'] })
if ($failed.Length -gt 0) { $evidence['events'] = New-Unseen $failed[0]['reason'] $failed[0]['detail'] }
else { $evidence['events'] = New-Seen @(Join-Events $logs) 'event log' $eventsFrom }
__SAY events__
$enclosure = Read-Question 'enclosure'
$cloud = Get-Cloud $enclosure $computer
if ($null -ne $cloud -or $enclosure['ok']) { $evidence['instanceMetadata'] = New-Seen (New-Metadata $cloud 'not-asked') 'cim:Win32_SystemEnclosure' $beganAt['enclosure'] }
else { $evidence['instanceMetadata'] = New-Unseen $enclosure['reason'] $enclosure['detail'] }
if ($settings['network'] -and $vantage -ceq 'client' -and $cloud -ceq 'azure') { $evidence['instanceMetadata'] = Get-InstanceMetadata $cloud }
__SAY instanceMetadata__
$waits = @($licences | Where-Object { $_['channel'] -ceq 'kms-host' -and $null -ne $_['partialProductKey'] -and $null -ne $_['licenseStatus'] -and $_['licenseStatus'] -cne 'licensed' })
$evidence['wayToMicrosoft'] = New-Unseen 'not-asked' $null
$tries = $waits.Length -gt 0
if ($vantage -ceq 'client') {
    # Azure's KMS is reached by the way out that leads to Microsoft as well.
    $azures = @(Get-KnownHosts $machine $licences $serviceRow | Where-Object { $azureEndpoints -ccontains $_['host'].ToLowerInvariant().TrimEnd('.') })
    $tries = $cloud -ceq 'azure' -and $azures.Length -gt 0
}
if ($settings['network'] -and $tries) { $evidence['wayToMicrosoft'] = Get-WayToMicrosoft }
__SAY wayToMicrosoft__
$evidence['activationAttempts'] = New-Unseen 'not-asked' $null
$found = @{}
$servers = @()
if ($null -ne $machine['dnsServers']) { $servers = $machine['dnsServers'] }
# Windows keeps the primary suffix as a text, be it an empty one.
$suffixKnown = $registry['ok'] -and $registry['values']['Domain'] -is [string]
if ($settings['network']) {
    try {
        if ($vantage -ceq 'host') {
            $own = @()
            if ($adapters['ok']) { $own = @($adapters['rows'] | ForEach-Object { Get-PlainList $_.IPAddress }) }
            $found['clock'] = Get-HostClock $servers $own
        }
        else {
            $found = Get-NetworkEvidence @(Get-SearchedZones $machine $licences $serviceRow $adapters $suffixKnown) @(Get-KnownHosts $machine $licences $serviceRow) $servers
        }
    }
    catch {
        $broken = New-Broken $_
        foreach ($kind in 'dnsSrv', 'addresses', 'tcp', 'rpcBind', 'clock') { $found[$kind] = New-Unseen $broken['reason'] $broken['detail'] }
    }
}
foreach ($kind in 'dnsSrv', 'addresses', 'tcp', 'rpcBind', 'icmp', 'clock') {
    if ($found.ContainsKey($kind)) { $evidence[$kind] = $found[$kind] } else { $evidence[$kind] = New-Unseen 'not-asked' $null }
    __SAY $kind__
}
$subject = Get-FullName $machine
if ($null -eq $subject) { $subject = 'this machine' }
