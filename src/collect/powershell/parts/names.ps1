# ---- DNS as this machine sees it ----

$mostServers = 4
$mostRecords = 32
$mostAddresses = 8
# A server that was silent once is not waited for again.
$silentServers = @{}

# Only what is a host name is ever looked up.
function Test-AskableName($name) {
    return ($null -ne $name -and $name.Length -lt 254 -and $name -cmatch '^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?\.?\z')
}

function Select-Names($names) {
    $seen = @{}
    foreach ($name in $names) {
        if ($null -eq $name) { continue }
        $bare = $name.Trim().TrimEnd('.')
        $key = $bare.ToLowerInvariant()
        if ($bare.Length -gt 0 -and -not $seen.ContainsKey($key)) {
            $seen[$key] = $true
            $bare
        }
    }
}

# The zones that a client searches: its lookup domain alone, or each of its suffixes.
function Get-SearchedZones($machine, $products, $service, $adapters, $suffixKnown) {
    $lookup = @()
    if ($null -ne $service -and $null -ne $service['keyManagementServiceLookupDomain']) { $lookup += $service['keyManagementServiceLookupDomain'] }
    foreach ($product in $products) { if ($null -ne $product['kmsClient'] -and $null -ne $product['kmsClient']['lookupDomain']) { $lookup += $product['kmsClient']['lookupDomain'] } }
    if ($lookup.Length -gt 0) { return (Select-Names $lookup) }
    $names = @($machine['primaryDnsSuffix'])
    if ($null -eq $names[0] -and -not $suffixKnown) { $names = @($machine['domain']) }
    if ($null -ne $machine['dnsSuffixSearchList']) { $names += $machine['dnsSuffixSearchList'] }
    if ($adapters['ok']) { foreach ($row in $adapters['rows']) { $names += Get-PlainText $row.DNSDomain } }
    return (Select-Names $names)
}

# KMS hosts by setting or in the cache, this machine itself left out.
function Get-KnownHosts($machine, $products, $service) {
    $itself = @('localhost', ([string]$machine['hostName']).ToLowerInvariant(), [string](Get-FullName $machine))
    $found = @()
    foreach ($product in $products) {
        $client = $product['kmsClient']
        if ($null -eq $client) { continue }
        $found += @{ host = $client['configuredHost']; port = $client['configuredPort'] }
        $found += @{ host = $client['discoveredHost']; port = $client['discoveredPort'] }
    }
    if ($null -ne $service) { $found += @{ host = $service['keyManagementServiceMachine']; port = $service['keyManagementServicePort'] } }
    # A rule that still names Azure's address of before 2022 lets that one through and no other.
    foreach ($one in @($found)) {
        if ($null -ne $one['host'] -and $azureEndpoints -ccontains $one['host'].ToLowerInvariant().TrimEnd('.')) { $found += @{ host = $oldAzureAddress; port = 1688 } }
    }
    $seen = @{}
    foreach ($one in $found) {
        if ($null -eq $one['host'] -or $itself -ccontains $one['host'].ToLowerInvariant().TrimEnd('.')) { continue }
        if ($null -eq $one['port']) { $one['port'] = 1688 }
        $key = $one['host'].ToLowerInvariant() + ' ' + $one['port']
        if (-not $seen.ContainsKey($key)) {
            $seen[$key] = $true
            $one
        }
    }
}

# Error numbers of the DNS client and of sockets, the same in every language; else the id of the error.
function Get-DnsOutcome($record) {
    $id = [string]$record.FullyQualifiedErrorId
    $number = [string]$record.Exception.NativeErrorCode
    $result = @{ rcode = $null; outcome = 'malformed'; rows = @() }
    if ($number -ceq '9003' -or $id -cmatch 'RCODE_NAME_ERROR') { $result['outcome'] = 'answered'; $result['rcode'] = 'NXDOMAIN' }
    elseif ($number -ceq '9501' -or $id -cmatch 'DNS_INFO_NO_RECORDS') { $result['outcome'] = 'answered'; $result['rcode'] = 'NOERROR' }
    elseif ($number -ceq '9002' -or $id -cmatch 'RCODE_SERVER_FAILURE') { $result['outcome'] = 'answered'; $result['rcode'] = 'SERVFAIL' }
    elseif ($number -ceq '9005' -or $id -cmatch 'RCODE_REFUSED') { $result['outcome'] = 'answered'; $result['rcode'] = 'REFUSED' }
    elseif ($number -ceq '9001' -or $id -cmatch 'RCODE_FORMAT_ERROR') { $result['outcome'] = 'answered'; $result['rcode'] = 'FORMERR' }
    elseif ($number -ceq '9004' -or $id -cmatch 'RCODE_NOT_IMPLEMENTED') { $result['outcome'] = 'answered'; $result['rcode'] = 'NOTIMP' }
    elseif ($number -ceq '1460' -or $number -ceq '10060' -or $id -cmatch 'TIMEOUT|WSAETIMEDOUT') { $result['outcome'] = 'timeout' }
    elseif ($number -ceq '10061' -or $id -cmatch 'WSAECONNREFUSED') { $result['outcome'] = 'refused' }
    elseif ($number -ceq '10065' -or $number -ceq '10051' -or $id -cmatch 'WSAE(?:HOST|NET)UNREACH') { $result['outcome'] = 'unreachable' }
    return $result
}

# Nothing where that server is known to be silent.
function Resolve-AtServer($name, $type, $server) {
    $parameters = @{ Name = $name.TrimEnd('.') + '.'; Type = $type; DnsOnly = $true; ErrorAction = 'Stop' }
    if ($null -ne $server) { $parameters['Server'] = $server }
    if ($silentServers.ContainsKey([string]$server)) { return $null }
    try { $result = @{ rcode = 'NOERROR'; outcome = 'answered'; rows = @(Resolve-DnsName @parameters) } }
    catch { $result = Get-DnsOutcome $_ }
    if ($result['outcome'] -ceq 'timeout') { $silentServers[[string]$server] = $true }
    return $result
}

function Get-SrvLookup($name, $server) {
    $result = Resolve-AtServer $name 'SRV' $server
    if ($null -eq $result) { return }
    $answers = foreach ($row in $result['rows']) {
        if ($null -eq $row.NameTarget -or ($null -ne $row.Section -and [string]$row.Section -cne 'Answer')) { continue }
        $target = ([string]$row.NameTarget).Trim()
        if ($target -cne '.') { $target = $target.TrimEnd('.') }
        @{ priority = Get-PlainNumber $row.Priority; weight = Get-PlainNumber $row.Weight; port = Get-PlainNumber $row.Port; target = $target; ttl = Get-PlainNumber $row.TTL }
    }
    $sorted = @(@($answers) | Where-Object { $null -ne $_ } | Sort-Object -Property @{ Expression = { $_['priority'] } }, @{ Expression = { $_['weight'] }; Descending = $true }, @{ Expression = { $_['target'] } }, @{ Expression = { $_['port'] } })
    return @{ name = $name; resolver = $server; vantage = $vantage; rcode = $result['rcode']; outcome = $result['outcome']; answers = $sorted; truncatedThenTcp = $false }
}

function Get-AddressLookup($name, $server) {
    $result = Resolve-AtServer $name 'A_AAAA' $server
    if ($null -eq $result) { return }
    $a = @()
    $aaaa = @()
    $cnames = @()
    foreach ($row in $result['rows']) {
        $address = [string]$row.IPAddress
        if ($address.Contains(':')) { if ($aaaa -cnotcontains $address) { $aaaa += $address } }
        elseif ($address.Length -gt 0) { if ($a -cnotcontains $address) { $a += $address } }
        elseif ($null -ne $row.NameHost) {
            $alias = ([string]$row.NameHost).TrimEnd('.')
            if ($cnames -cnotcontains $alias) { $cnames += $alias }
        }
    }
    return @{ name = $name; resolver = $server; vantage = $vantage; rcode = $result['rcode']; outcome = $result['outcome']; a = $a; aaaa = $aaaa; cnames = $cnames }
}

function Test-Address($text) {
    return ($text.Contains(':') -or $text -cmatch '^[0-9]{1,3}(?:\.[0-9]{1,3}){3}\z')
}
