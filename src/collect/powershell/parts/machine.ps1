# ---- The machine, its services and its firewall rule ----

function Set-Said($facts, $name, $value) {
    if ($null -eq $facts[$name] -and $null -ne $value) { $facts[$name] = $value }
}

function Add-Names($facts, $name, $more) {
    $all = @($facts[$name])
    foreach ($item in $more) { if ($all -cnotcontains $item) { $all += $item } }
    $facts[$name] = $all
}

# DomainRole: 0 and 2 stand alone, 1, 3, 4 and 5 are in a domain.
function Test-Joined($row) {
    $flag = Get-PlainFlag $row.PartOfDomain
    if ($null -ne $flag) { return $flag }
    $role = Get-PlainNumber $row.DomainRole
    if ($null -eq $role -or $role -gt 5) { return $null }
    return ($role -ne 0 -and $role -ne 2)
}

function Get-Machine($system, $computer, $adapters, $registry) {
    $facts = @{ hostName = $null; caption = $null; version = $null; build = $null; revision = $null; editionId = $null; domainJoined = $null; domain = $null; primaryDnsSuffix = $null; dnsSuffixSearchList = $null; dnsServers = $null; time = $null }
    if ($system['ok']) {
        foreach ($row in $system['rows']) {
            $version = Get-PlainText $row.Version
            Set-Said $facts 'hostName' (Get-ShortName $row.CSName)
            Set-Said $facts 'caption' (Get-PlainText $row.Caption)
            Set-Said $facts 'version' $version
            Set-Said $facts 'build' (Get-PlainText $row.BuildNumber)
            if ($null -ne $version) {
                Set-Said $facts 'build' (Get-ItemAt $version.Split('.') 2)
                Set-Said $facts 'revision' (Get-PlainNumber (Get-ItemAt $version.Split('.') 3))
            }
            Set-Said $facts 'time' (Get-PlainTime $row.LocalDateTime)
        }
    }
    if ($computer['ok']) {
        foreach ($row in $computer['rows']) {
            $joined = Test-Joined $row
            $domain = Get-PlainText $row.Domain
            Set-Said $facts 'hostName' (Get-ShortName $row.DNSHostName)
            Set-Said $facts 'hostName' (Get-ShortName $row.Name)
            Set-Said $facts 'domainJoined' $joined
            # On a machine outside a domain this column holds its workgroup.
            if ($joined -eq $true -or ($null -eq $joined -and $null -ne $domain -and $domain.Contains('.'))) { Set-Said $facts 'domain' $domain }
        }
    }
    if ($adapters['ok']) {
        $facts['dnsSuffixSearchList'] = @()
        $facts['dnsServers'] = @()
        foreach ($row in $adapters['rows']) {
            Set-Said $facts 'hostName' (Get-ShortName $row.DNSHostName)
            $searched = @(Get-PlainList $row.DNSDomainSuffixSearchOrder)
            # Without a list of its own Windows searches the connection's suffix.
            if ($searched.Length -eq 0) { $searched = @(Get-PlainList $row.DNSDomain) }
            Add-Names $facts 'dnsSuffixSearchList' $searched
            Add-Names $facts 'dnsServers' @(Get-PlainList $row.DNSServerSearchOrder)
        }
    }
    if ($registry['ok']) {
        Set-Said $facts 'editionId' (Get-PlainText $registry['values']['EditionID'])
        Set-Said $facts 'build' (Get-PlainText $registry['values']['CurrentBuild'])
        Set-Said $facts 'revision' (Get-PlainNumber $registry['values']['UBR'])
        $suffix = $registry['values']['Domain']
        if ($suffix -is [string] -and $suffix.Trim().Length -gt 0) { $facts['primaryDnsSuffix'] = $suffix.Trim() }
    }
    Set-Said $facts 'hostName' (Get-ShortName $env:COMPUTERNAME)
    return $facts
}

function Get-FullName($facts) {
    if ($null -eq $facts['hostName']) { return $null }
    $suffix = $facts['domain']
    if ($null -eq $suffix) { $suffix = $facts['primaryDnsSuffix'] }
    if ($null -eq $suffix) { return $facts['hostName'].ToLowerInvariant() }
    return ($facts['hostName'] + '.' + $suffix).ToLowerInvariant()
}

# Where WMI has no such class: the same from the commands of the DNS client.
function Read-DnsClient() {
    $rows = @()
    try {
        $searched = @()
        if ($hasDnsGlobal) { $searched = @(Get-PlainList (Get-DnsClientGlobalSetting -ErrorAction Stop).SuffixSearchList) }
        $suffixes = @()
        if ($hasDnsClient) { $suffixes = @(Get-DnsClient -ErrorAction Stop | ForEach-Object { Get-PlainText $_.ConnectionSpecificSuffix }) }
        $servers = @(Get-DnsClientServerAddress -ErrorAction Stop | ForEach-Object { Get-PlainList $_.ServerAddresses })
        $rows += @{ DNSDomainSuffixSearchOrder = $searched; DNSDomain = $null; DNSServerSearchOrder = $servers }
        foreach ($suffix in $suffixes) { if ($null -ne $suffix) { $rows += @{ DNSDomainSuffixSearchOrder = $searched; DNSDomain = $suffix; DNSServerSearchOrder = @() } } }
        return @{ ok = $true; rows = $rows }
    }
    catch { return (Get-Failure $_) }
}

function Get-WindowsServices($rows) {
    foreach ($row in $rows) {
        $name = Get-PlainText $row.Name
        if ($null -eq $name) { continue }
        $state = Get-PlainText ([string]$row.State)
        if ($null -ne $state) { $state = $state.ToLowerInvariant() }
        $mode = ([string]$row.StartMode).ToLowerInvariant()
        if ($mode -ceq 'automatic') { $mode = 'auto' }
        if ($mode -cne 'auto' -and $mode -cne 'manual' -and $mode -cne 'disabled') { $mode = $null }
        @{ name = $name; state = $state; startMode = $mode }
    }
}

# Where WMI has no such class: Get-Service, whose words are run together.
function Read-Services() {
    try {
        $rows = foreach ($service in @(Get-Service -Name $askedServices -ErrorAction SilentlyContinue)) {
            @{ Name = $service.Name; State = ([string]$service.Status -creplace '([a-z])([A-Z])', '$1 $2'); StartMode = [string]$service.StartType }
        }
        return @{ ok = $true; rows = @($rows) }
    }
    catch { return (Get-Failure $_) }
}

$profileBits = @(@('domain', 1), @('private', 2), @('public', 4))
$profileCategories = 'public', 'private', 'domain'

# Profiles by bits of WMI, or by the words of Get-NetFirewallRule ("Domain, Private"), which are no translation.
function Get-RuleProfiles($value) {
    $text = ([string]$value).Trim().ToLowerInvariant()
    if ($text -cnotmatch '^[0-9]+\z') {
        foreach ($word in $text.Split(',')) { if (@('domain', 'private', 'public', 'any') -ccontains $word.Trim()) { $word.Trim() } }
        return
    }
    if ([long]$text -eq 0) { return 'any' }
    foreach ($bit in $profileBits) { if (([long]$text -band $bit[1]) -ne 0) { $bit[0] } }
}

function Get-FirewallRules($rules, $connections) {
    $active = foreach ($connection in $connections) {
        $word = ([string]$connection.NetworkCategory).Trim().ToLowerInvariant()
        if ($word -cmatch '^[012]\z') { $profileCategories[[int]$word] }
        elseif ($word -ceq 'domainauthenticated') { 'domain' }
        elseif ($word -ceq 'private' -or $word -ceq 'public') { $word }
    }
    $active = @($active)
    foreach ($rule in $rules) {
        $profiles = @(Get-RuleProfiles $rule.Profiles)
        $current = $null
        foreach ($name in $active) { if ($null -eq $current -and $profiles -ccontains $name) { $current = $name } }
        if ($null -eq $current -and $active.Length -gt 0) { $current = $active[0] }
        $enabled = ([string]$rule.Enabled).Trim().ToLowerInvariant()
        $flag = $null
        if ($enabled -ceq '1' -or $enabled -ceq 'true') { $flag = $true }
        elseif ($enabled -ceq '2' -or $enabled -ceq 'false') { $flag = $false }
        @{ name = $kmsFirewallRule; enabled = $flag; profiles = $profiles; activeProfile = $current }
    }
}

# Where WMI has no such class: the command, if there is one. A rule that is not there is no row.
function Read-FirewallRule() {
    try {
        $rows = foreach ($rule in @(Get-NetFirewallRule -Name $kmsFirewallRule -ErrorAction Stop)) { @{ Enabled = [string]$rule.Enabled; Profiles = [string]$rule.Profile } }
        return @{ ok = $true; rows = @($rows) }
    }
    catch {
        if ([string]$_.CategoryInfo.Category -ceq 'ObjectNotFound') { return @{ ok = $true; rows = @() } }
        return (Get-Failure $_)
    }
}

function Read-Connections() {
    try { return @{ ok = $true; rows = @(Get-NetConnectionProfile -ErrorAction Stop) } }
    catch { return (Get-Failure $_) }
}

# What is set for the programs of licensing, by name alone; what would be started or loaded is not kept.
function Get-WindowsState($registry, $hotfix) {
    $hooked = @()
    foreach ($one in $registryQuestions) {
        if ($one['as'] -cnotmatch '\)\z') { continue }
        $value = $registry['values'][$one['as']]
        if ($null -ne $value -and ($value -isnot [string] -or $value.Trim().Length -gt 0)) { $hooked += $one['as'] }
    }
    $universal = Get-PlainNumber $registry['values']['RealTimeIsUniversal']
    $has = $null
    if ($hotfix['ok']) { $has = $hotfix['rows'].Length -gt 0 }
    return @{ hookedPrograms = $hooked; hardwareClockIsUtc = ($universal -eq 1); utcOffsetMinutes = (Get-UtcOffset $registry['values']['ActiveTimeBias']); hasKb971033 = $has }
}

# The bias is a signed DWORD, which some readers give as an unsigned one.
function Get-UtcOffset($bias) {
    if ($bias -isnot [int] -and $bias -isnot [uint32] -and $bias -isnot [long]) { return $null }
    $minutes = [long]$bias
    if ($minutes -gt 2147483647) { $minutes = $minutes - 4294967296 }
    if ($minutes -lt -840 -or $minutes -gt 840) { return $null }
    return (0 - $minutes)
}
