# ---- The network from here ----

function New-List($items, $by, $from, $reason, $detail) {
    $list = @(@($items) | Where-Object { $null -ne $_ })
    if ($list.Length -eq 0) { return (New-Unseen $reason $detail) }
    return (New-Seen $list $by $from)
}

# SRV records of each zone, addresses of each host, then ports, binds and clocks of each address.
function Get-NetworkEvidence($zones, $hosts, $servers) {
    $from = Get-Date
    if ($servers.Length -gt $mostServers) { $servers = @($servers[0..($mostServers - 1)]) }
    if ($servers.Length -eq 0) { $servers = @($null) }
    $lookups = @()
    $addresses = @()
    $targets = @()
    $wanted = @()
    $noNames = 'this machine has no command to look up names (Resolve-DnsName)'
    if ($hasResolve) {
        foreach ($zone in $zones) {
            $name = $zone
            if ($zone.ToLowerInvariant() -cnotmatch '^_vlmcs\._tcp\.') { $name = '_vlmcs._tcp.' + $zone }
            if (-not (Test-AskableName $name)) { continue }
            foreach ($server in $servers) { $lookups += @(Get-SrvLookup $name $server) }
        }
    }
    foreach ($one in $hosts) {
        if (Test-Address $one['host']) { $targets += @{ host = $one['host']; address = $one['host']; port = $one['port'] } }
        elseif ($one['host'].Contains('.') -or $zones.Length -eq 0) { $wanted += @{ host = $one['host']; name = $one['host']; port = $one['port'] } }
        else { foreach ($zone in $zones) { $wanted += @{ host = $one['host']; name = $one['host'] + '.' + $zone; port = $one['port'] } } }
    }
    foreach ($lookup in $lookups) {
        $taken = 0
        foreach ($answer in $lookup['answers']) {
            $taken++
            # The root as target says that there is no such service; it is no host.
            if ($taken -le $mostRecords -and $answer['target'] -cne '.') { $wanted += @{ host = $answer['target']; name = $answer['target']; port = $answer['port'] } }
        }
    }
    $known = @{}
    $aimed = @{}
    foreach ($one in $wanted) {
        $key = $one['name'].ToLowerInvariant().TrimEnd('.')
        if (-not $known.ContainsKey($key)) {
            $found = @()
            if ($hasResolve -and (Test-AskableName $one['name'])) {
                foreach ($server in $servers) {
                    $lookup = Get-AddressLookup $one['name'] $server
                    if ($null -eq $lookup) { continue }
                    $addresses += $lookup
                    foreach ($family in $lookup['a'], $lookup['aaaa']) { $found += @($family | Select-Object -First $mostAddresses) }
                }
            }
            $known[$key] = $found
        }
        foreach ($address in $known[$key]) {
            $aim = $one['host'].ToLowerInvariant() + ' ' + $address + ' ' + $one['port']
            if ($aimed.ContainsKey($aim) -or $one['port'] -lt 1) { continue }
            $aimed[$aim] = $true
            $targets += @{ host = $one['host']; address = $address; port = $one['port'] }
        }
    }
    $tcp = @()
    $binds = @()
    $clocks = @()
    $clockTrouble = $null
    $again = 1
    $fromTcp = Get-Date
    if ($mayUseSockets) {
        Start-Connections $targets
        foreach ($target in $targets) {
            $probe = Complete-Connection $target
            if ($probe['outcome'] -cne 'open' -and $probe['outcome'] -cne 'refused' -and $hasTestConnection -and $again -gt 0) {
                $again--
                $second = Test-PortByCommand $target
                if ($null -ne $second -and $second['outcome'] -ceq 'open') { $probe = $second }
            }
            $tcp += $probe
            if ($target['open']) { $binds += Test-Bind $target }
            if ($null -ne $target['client']) { $target['client'].Close() }
        }
        $asked = @{}
        foreach ($target in $targets) {
            $key = $target['host'].ToLowerInvariant()
            # Addresses of one host are one clock; few are waited for.
            if ($asked.ContainsKey($key) -or $asked.Count -ge 4) { continue }
            $asked[$key] = $true
            $clock = Test-Clock $target['host'] $target['address']
            if ($clock -is [hashtable]) { $clocks += $clock }
            elseif ($null -eq $clockTrouble) { $clockTrouble = $clock }
        }
    }
    elseif ($hasTestConnection) {
        foreach ($target in @($targets | Select-Object -First 2)) {
            $probe = Test-PortByCommand $target
            if ($null -ne $probe) { $tcp += $probe }
        }
    }
    $noSockets = 'the language mode of PowerShell on this machine lets no script open a socket'
    $noHost = 'no address of a KMS host is known'
    $found = @{ icmp = New-Unseen 'not-asked' 'the script sends no echo' }
    if (-not $hasResolve) {
        $found['dnsSrv'] = New-Unseen 'unsupported' $noNames
        $found['addresses'] = New-Unseen 'unsupported' $noNames
    }
    else {
        $found['dnsSrv'] = New-List $lookups 'Resolve-DnsName' $from 'unsupported' 'this machine names no DNS suffix to search'
        $found['addresses'] = New-List $addresses 'Resolve-DnsName' $from 'not-asked' 'no KMS host is known by name'
    }
    $found['tcp'] = New-List $tcp 'tcp connect' $fromTcp 'not-asked' $noHost
    $noBind = 'no port was open to bind to'
    foreach ($probe in $tcp) { if ($probe['outcome'] -ceq 'open') { $noBind = 'the port was reached by Test-NetConnection alone, which binds to nothing' } }
    $found['rpcBind'] = New-List $binds 'rpc bind' $fromTcp 'not-asked' $noBind
    $found['clock'] = New-List $clocks 'sntp' $fromTcp 'not-asked' $noHost
    if ($null -ne $clockTrouble -and $clocks.Length -eq 0) {
        $found['clock'] = New-Unseen 'refused' $clockTrouble
        if ($clockTrouble.Contains('TimedOut')) { $found['clock'] = New-Unseen 'timeout' $clockTrouble }
    }
    if (-not $mayUseSockets) {
        if ($tcp.Length -eq 0 -and $targets.Length -gt 0) { $found['tcp'] = New-Unseen 'unsupported' $noSockets }
        $found['rpcBind'] = New-Unseen 'unsupported' $noSockets
        $found['clock'] = New-Unseen 'unsupported' $noSockets
    }
    return $found
}

# A KMS host's own clock, against its DNS servers, which in a domain are the domain controllers.
function Get-HostClock($servers, $own) {
    $from = Get-Date
    $clocks = @()
    $trouble = $null
    if (-not $mayUseSockets) { return (New-Unseen 'unsupported' 'the language mode of PowerShell on this machine lets no script open a socket') }
    foreach ($server in $servers) {
        if ($own -ccontains $server -or $server -cmatch '^(?:127\.|::1\z)') { continue }
        $clock = Test-Clock $server $server
        if ($clock -is [hashtable]) { $clocks += $clock }
        elseif ($null -eq $trouble) { $trouble = $clock }
    }
    if ($clocks.Length -eq 0 -and $null -ne $trouble) {
        if ($trouble.Contains('TimedOut')) { return (New-Unseen 'timeout' $trouble) }
        return (New-Unseen 'refused' $trouble)
    }
    return (New-List $clocks 'sntp' $from 'not-asked' 'the machine names no other machine to take the time from')
}
