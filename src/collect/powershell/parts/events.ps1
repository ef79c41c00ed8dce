# ---- Events of the licensing providers ----

# What else uses the same numbers (VSS has 12288 to 12293) is left out.
$licensingProviders = 'microsoft-windows-security-spp', 'security-spp', 'microsoft-windows-security-licensing-slc', 'security-licensing-slc', 'softwareprotectionplatformservice', 'softwarelicensingservice', 'officesoftwareprotectionplatformservice', 'kmsrequests'

# The newest of each log: of a busy KMS host more would take minutes.
$mostEvents = 10000

# Fields of the three KMS events, in order (Microsoft, Windows Event Log, Volume Activation, table 11).
$kmsFields = @{
    12288 = 'resultCode', 'flags', 'hostAndPort', 'cmid', 'requestTime', 'isVirtual', 'licenseStatus', 'minutesRemaining', 'activationId', 'requiredCount'
    12289 = 'resultCode', 'flags', 'activated', 'unused', 'currentCount', 'activationIntervalMinutes', 'renewalIntervalMinutes', 'requestTime'
    12290 = 'resultCode', 'requiredCount', 'clientName', 'cmid', 'requestTime', 'isVirtual', 'licenseStatus', 'minutesRemaining', 'activationId'
}
$kmsRoles = @{ 12288 = 'client-request'; 12289 = 'client-response'; 12290 = 'host-request' }

# Events whose texts hold a result code; 1003 lists the codes of many things and reports no failure of its own.
$resultEvents = 8198, 8200, 8208, 8213, 8214, 8215, 8229, 12291, 12292, 12293, 12309, 12310

function Get-FailingCode($code) {
    if ($null -eq $code -or $code -ceq '0x00000000' -or '4567'.IndexOf($code[2]) -ge 0) { return $null }
    return $code
}

function Get-ResultCode($strings) {
    foreach ($text in $strings) {
        $start = [string]$text
        if ($start.Length -gt 4096) { $start = $start.Substring(0, 4096) }
        if ($start -cmatch '\b[hH][rR]\s{0,4}=\s{0,4}0[xX]([0-9a-fA-F]{1,8})\b' -or $start -cmatch '\b0[xX]([0-9a-fA-F]{8})\b') { return (Get-PlainCode ('0x' + $matches[1])) }
    }
    return $null
}

function Get-RequestTime($text) {
    $found = $text.Trim() -creplace '\s+', ' '
    if ($found -cnotmatch '^([0-9]{4})/([0-9]{1,2})/([0-9]{1,2}) ([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?\z') { return $null }
    $second = '00'
    if ($matches[6]) { $second = $matches[6] }
    $iso = $matches[1] + '-' + $matches[2].PadLeft(2, '0') + '-' + $matches[3].PadLeft(2, '0') + 'T' + $matches[4].PadLeft(2, '0') + ':' + $matches[5] + ':' + $second
    if ([int]$matches[1] -lt 1602) { return $null }
    try { return ([datetime]$iso).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", $invariant) }
    catch { return $null }
}

function Set-KmsField($facts, $field, $text) {
    $value = $text.Trim()
    $tight = $value
    if ($value -cmatch '\s') { $tight = $value -creplace '\s+', '' }
    if ($field -ceq 'resultCode' -or $field -ceq 'flags') { $facts[$field] = Get-PlainCode $tight }
    elseif ($field -ceq 'cmid' -or $field -ceq 'activationId') { if ($tight -cmatch '^\{?([0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12})\}?\z') { $facts[$field] = $matches[1] } }
    elseif ($field -ceq 'isVirtual' -or $field -ceq 'activated') { if ($tight -ceq '0' -or $tight -ceq '1') { $facts[$field] = ($tight -ceq '1') } }
    elseif ($field -ceq 'licenseStatus') { if ($tight -cmatch '^[0-6]\z') { $facts[$field] = $licenseStatuses[[int]$tight] } }
    elseif ($field -ceq 'requestTime') { $facts[$field] = Get-RequestTime $value }
    elseif ($field -ceq 'clientName') { $facts[$field] = Get-EventName $tight }
    elseif ($field -ceq 'hostAndPort') {
        $at = $value.LastIndexOf([char]':')
        if ($at -lt 0) { $facts['kmsHost'] = Get-EventName $tight }
        else {
            $facts['kmsPort'] = Get-PlainPort ($value.Substring($at + 1) -creplace '\s+', '')
            $name = Get-EventName ($value.Substring(0, $at) -creplace '\s+', '')
            if ($null -ne $name) { $facts['kmsHost'] = $name -creplace '^\[([0-9a-fA-F:.%]+)\]\z', '$1' }
        }
    }
    elseif ($field -cne 'unused') { if ($tight -cmatch '^[0-9]{1,10}\z') { $facts[$field] = Get-PlainNumber $tight } }
}

function Get-EventName($value) {
    $text = ([string]$value -creplace '[\x00-\x1f\x7f-\x9f]', '').Trim()
    if ($text.Length -eq 0 -or $text -cmatch '^<.*>\z') { return $null }
    return $text
}

# The fields, whichever of the three ways the log holds them: one text with commas, a text a field, or both.
function Get-KmsFacts($id, $strings) {
    $facts = @{ role = $kmsRoles[$id]; resultCode = $null; kmsHost = $null; kmsPort = $null; clientName = $null; cmid = $null; requestTime = $null; isVirtual = $null; licenseStatus = $null; minutesRemaining = $null; activationId = $null; requiredCount = $null; currentCount = $null; activated = $null; flags = $null; activationIntervalMinutes = $null; renewalIntervalMinutes = $null }
    $first = ''
    if ($strings.Length -gt 0) { $first = [string]$strings[0] }
    # A whole message instead of its fields: they begin with a code and a comma.
    if ($strings.Length -eq 1 -and $first -cmatch '0[xX][0-9a-fA-F]{1,8}\s*,[^\r\n]*') { $first = $matches[0] }
    $whole = @()
    $single = @($strings)
    if ($first.Contains(',')) {
        if ($first.Length -gt 4096) { $first = $first.Substring(0, 4096) }
        $whole = @($first.Split(','))
        if ($strings.Length -gt 1) { $single = @($strings[1..($strings.Length - 1)]) } else { $single = @() }
    }
    $fields = $kmsFields[$id]
    for ($i = 0; $i -lt $fields.Length; $i++) {
        $text = $null
        if (($single.Length -gt 1 -or $whole.Length -eq 0) -and $i -lt $single.Length) { $text = [string]$single[$i] }
        if ($null -eq $text -or $text.Trim().Length -eq 0) { if ($i -lt $whole.Length) { $text = $whole[$i] } }
        if ($null -ne $text) { Set-KmsField $facts $fields[$i] $text }
    }
    return $facts
}

function Get-LicensingEvent($id, $provider, $log, $computer, $time, $strings) {
    if ($licensingProviders -cnotcontains (([string]$provider).ToLowerInvariant() -creplace '\s+', '')) { return }
    $kms = $null
    $code = $null
    if ($kmsFields.ContainsKey($id)) {
        $kms = Get-KmsFacts $id $strings
        $code = Get-FailingCode $kms['resultCode']
    }
    elseif ($resultEvents -contains $id) { $code = Get-FailingCode (Get-ResultCode $strings) }
    return @{ id = $id; provider = Get-EventName $provider; log = $log; computer = Get-EventName $computer; time = $time; kms = $kms; code = $code }
}

# A log that does not exist holds no events, and so does one in which nothing was found.
function Test-NothingFound($record) {
    $id = [string]$record.FullyQualifiedErrorId
    return ($id -cmatch '^(?:NoMatchingEventsFound|NoMatchingLogsFound|GetEventLogNoEntriesFound)' -or (-not $hasWinEvent -and $id -cmatch '^System\.InvalidOperationException'))
}

# Newest first.
function Read-EventLog($log) {
    $since = (Get-Date).AddDays(-$eventDays)
    try {
        if ($hasWinEvent) {
            $found = foreach ($event in @(Get-WinEvent -FilterHashtable @{ LogName = $log; Id = $eventIds; StartTime = $since } -MaxEvents $mostEvents -ErrorAction Stop)) {
                Get-LicensingEvent ([int]$event.Id) $event.ProviderName $event.LogName $event.MachineName (Format-Utc $event.TimeCreated) @($event.Properties | ForEach-Object { [string]$_.Value })
            }
        }
        elseif ($hasEventLog) {
            $found = foreach ($event in @(Get-EventLog -LogName $log -After $since -ErrorAction Stop | Sort-Object -Property Index -Descending)) {
                $id = [int]($event.EventID -band 65535)
                if ($eventIds -contains $id) { Get-LicensingEvent $id $event.Source $log $event.MachineName (Format-Utc $event.TimeGenerated) @($event.ReplacementStrings) }
            }
        }
        else { return @{ ok = $false; reason = 'unsupported'; detail = 'neither Get-WinEvent nor Get-EventLog is on this machine' } }
        return @{ ok = $true; rows = @($found) }
    }
    catch {
        if (Test-NothingFound $_) { return @{ ok = $true; rows = @() } }
        return (Get-Failure $_)
    }
}

# Logs, each newest first, as one history: oldest first, those of one moment as they were written.
function Join-Events($logs) {
    $number = 0
    $keyed = foreach ($log in $logs) {
        for ($i = $log['rows'].Length - 1; $i -ge 0; $i--) {
            $number++
            @{ key = $log['rows'][$i]['time'] + ' ' + $number.ToString('d9', $invariant); event = $log['rows'][$i] }
        }
    }
    if ($null -eq $keyed) { return }
    @($keyed) | Sort-Object -Property @{ Expression = { $_['key'] } } | ForEach-Object { $_['event'] }
}
