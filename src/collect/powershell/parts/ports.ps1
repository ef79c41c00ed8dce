# ---- KMS hosts as this machine reaches them: TCP, one RPC bind (never an activation request), SNTP ----

# The one message that is ever sent to a KMS port: a bind of 72 octets, which activates nothing and counts for nothing.
$bindMessage = [byte[]](__BIND__)

$providerReasons = 'reason not specified', 'it does not serve the KMS interface (abstract syntax not supported)', 'it does not take NDR 2.0 (proposed transfer syntaxes not supported)', 'a local limit is exceeded'

# The socket's own word for an error.
function Get-SocketWord($record) {
    $exception = $record.Exception
    for ($depth = 0; $depth -lt 4 -and $null -ne $exception; $depth++) {
        if ($null -ne $exception.SocketErrorCode) { return [string]$exception.SocketErrorCode }
        $exception = $exception.InnerException
    }
    return (Get-PlainText ([string]$record.Exception.Message))
}

function Get-PortOutcome($word) {
    if ($word -ceq 'ConnectionRefused') { return 'refused' }
    if ($word -ceq 'TimedOut') { return 'timeout' }
    if ($word -ceq 'ConnectionReset' -or $word -ceq 'ConnectionAborted') { return 'reset' }
    return 'unreachable'
}

function New-TcpProbe($target, $outcome, $cause, $tookMs) {
    return @{ host = $target['host']; address = $target['address']; port = $target['port']; vantage = $vantage; outcome = $outcome; cause = $cause; tookMs = $tookMs }
}

function New-BindProbe($target, $outcome, $reason, $looksLike) {
    return @{ host = $target['host']; address = $target['address']; port = $target['port']; vantage = $vantage; outcome = $outcome; reason = $reason; looksLike = $looksLike }
}

# Starts every connection at once, so that silent ones are waited for together.
function Start-Connections($targets) {
    foreach ($target in $targets) {
        $target['from'] = Get-Date
        try {
            $address = [System.Net.IPAddress]::Parse($target['address'])
            $target['client'] = New-Object System.Net.Sockets.TcpClient -ArgumentList $address.AddressFamily
            $target['wait'] = $target['client'].BeginConnect($address, $target['port'], $null, $null)
        }
        catch { $target['word'] = Get-SocketWord $_ }
    }
}

function Complete-Connection($target) {
    $left = $settings['timeoutMs'] - [int]((Get-Date) - $target['from']).TotalMilliseconds
    if ($left -lt 1) { $left = 1 }
    if ($null -ne $target['word']) { return (New-TcpProbe $target (Get-PortOutcome $target['word']) $target['word'] $null) }
    if (-not $target['wait'].AsyncWaitHandle.WaitOne($left, $false)) { return (New-TcpProbe $target 'timeout' 'no answer in time' ([long]$settings['timeoutMs'])) }
    try {
        $target['client'].EndConnect($target['wait'])
        $target['open'] = $true
        return (New-TcpProbe $target 'open' $null ([long]((Get-Date) - $target['from']).TotalMilliseconds))
    }
    catch {
        $word = Get-SocketWord $_
        return (New-TcpProbe $target (Get-PortOutcome $word) $word ([long]((Get-Date) - $target['from']).TotalMilliseconds))
    }
}

# Windows' own patience is seven times as long, and its command needs no right to sockets: for very few, since it cannot
# be told to hurry. A host that it fails on at once may be known by its name alone.
function Test-PortByCommand($target) {
    $from = Get-Date
    try {
        $result = Test-NetConnection -ComputerName $target['address'] -Port $target['port'] -ErrorAction Stop -WarningAction SilentlyContinue
        if ($result.TcpTestSucceeded -ne $true -and ((Get-Date) - $from).TotalSeconds -lt 2) { $result = Test-NetConnection -ComputerName $target['host'] -Port $target['port'] -ErrorAction Stop -WarningAction SilentlyContinue }
    }
    catch { return $null }
    $took = [long]((Get-Date) - $from).TotalMilliseconds
    if ($result.TcpTestSucceeded -eq $true) { return (New-TcpProbe $target 'open' $null $took) }
    return (New-TcpProbe $target 'timeout' 'Test-NetConnection: no connection' $took)
}

function Get-UInt16($bytes, $at, $little) {
    if ($little) { return [int]$bytes[$at] + 256 * [int]$bytes[$at + 1] }
    return [int]$bytes[$at + 1] + 256 * [int]$bytes[$at]
}

# What a peer answered to the bind (C706, connection-oriented PDUs).
function Read-BindAnswer($target, $bytes, $count, $how, $unanswered) {
    if ($count -eq 0) { return (New-BindProbe $target $unanswered $how $null) }
    if ($bytes[0] -ne 5 -or $count -lt 16) {
        $text = ''
        for ($i = 0; $i -lt $count -and $i -lt 60 -and $bytes[$i] -ge 32 -and $bytes[$i] -le 126; $i++) { $text = $text + [char]$bytes[$i] }
        $looksLike = $null
        if ($text.Length -ge 3) { $looksLike = 'a service that says "' + $text + '"' }
        return (New-BindProbe $target 'not-rpc' 'the peer speaks another protocol' $looksLike)
    }
    $little = ($bytes[4] -band 240) -eq 16
    if ($bytes[2] -eq 13) {
        if ($count -lt 18) { return (New-BindProbe $target 'not-rpc' 'the answer ends in the middle of it' $null) }
        return (New-BindProbe $target 'nak' ('reason ' + (Get-UInt16 $bytes 16 $little)) $null)
    }
    if ($bytes[2] -eq 3) { return (New-BindProbe $target 'rejected' 'the bind was answered with a fault' $null) }
    if ($bytes[2] -ne 12) { return (New-BindProbe $target 'nak' ('the bind was answered with PDU type ' + $bytes[2]) $null) }
    if ($count -lt 26) { return (New-BindProbe $target 'not-rpc' 'the answer ends in the middle of it' $null) }
    $at = 26 + (Get-UInt16 $bytes 24 $little)
    $at = $at + (4 - $at % 4) % 4 + 4
    if ($count -lt $at + 4) { return (New-BindProbe $target 'not-rpc' 'the answer ends in the middle of it' $null) }
    $result = Get-UInt16 $bytes $at $little
    if ($result -eq 0) { return (New-BindProbe $target 'accepted' $null $null) }
    $reason = Get-UInt16 $bytes ($at + 2) $little
    $words = Get-ItemAt $providerReasons $reason
    if ($null -eq $words) { $words = 'code ' + $reason }
    return (New-BindProbe $target 'rejected' ('result ' + $result + ': ' + $words + ' (' + $reason + ')') $null)
}

function Test-Bind($target) {
    $bytes = New-Object byte[] 8192
    $count = 0
    $how = 'the peer closed the connection'
    $unanswered = 'closed'
    try {
        $stream = $target['client'].GetStream()
        $stream.ReadTimeout = $settings['timeoutMs']
        $stream.WriteTimeout = $settings['timeoutMs']
        $stream.Write($bindMessage, 0, $bindMessage.Length)
        do {
            $read = $stream.Read($bytes, $count, $bytes.Length - $count)
            $count = $count + $read
            $wanted = 16
            if ($count -ge 16 -and $bytes[0] -eq 5) { $wanted = Get-UInt16 $bytes 8 (($bytes[4] -band 240) -eq 16) }
            $spare = $bytes.Length - $count
        } while ($read -gt 0 -and $count -lt $wanted -and $spare -gt 0 -and $bytes[0] -eq 5)
    }
    catch {
        $word = Get-SocketWord $_
        if ((Get-PortOutcome $word) -ceq 'reset') { $how = 'the peer reset the connection' }
        else {
            $how = 'no answer to the bind in time'
            $unanswered = 'silent'
        }
    }
    return (Read-BindAnswer $target $bytes $count $how $unanswered)
}

function Get-NtpMs($bytes, $at) {
    $seconds = ((256.0 * $bytes[$at] + $bytes[$at + 1]) * 256 + $bytes[$at + 2]) * 256 + $bytes[$at + 3]
    $fraction = ((256.0 * $bytes[$at + 4] + $bytes[$at + 5]) * 256 + $bytes[$at + 6]) * 256 + $bytes[$at + 7]
    # The era of 136 years that began in 2036 follows the one of 1900.
    if ($seconds -lt 2147483648) { $seconds = $seconds + 4294967296 }
    return $seconds * 1000 + $fraction * 1000 / 4294967296
}

function Get-NowNtpMs() {
    return ((Get-Date).ToUniversalTime() - [datetime]'1900-01-01T00:00:00').TotalMilliseconds
}

# This machine's clock minus that of the reference; a text says why there is none.
function Test-Clock($reference, $addressText) {
    $client = $null
    try {
        $address = [System.Net.IPAddress]::Parse($addressText)
        $client = New-Object System.Net.Sockets.UdpClient -ArgumentList $address.AddressFamily
        $client.Client.ReceiveTimeout = $settings['timeoutMs']
        $client.Connect($address, $settings['sntpPort'])
        $question = New-Object byte[] 48
        $question[0] = 35
        for ($i = 40; $i -lt 48; $i++) { $question[$i] = [byte](Get-Random -Minimum 0 -Maximum 256) }
        $from = New-Object System.Net.IPEndPoint -ArgumentList $address, 0
        $sent = Get-NowNtpMs
        [void]$client.Send($question, 48)
        $answer = $client.Receive([ref]$from)
        $received = Get-NowNtpMs
    }
    catch { return ($reference + ' gave no time: ' + (Get-SocketWord $_)) }
    finally { if ($null -ne $client) { $client.Close() } }
    if ($answer.Length -lt 48 -or ($answer[0] -band 7) -ne 4) { return ($reference + ' gave no time: its answer is none of SNTP') }
    for ($i = 0; $i -lt 8; $i++) { if ($answer[24 + $i] -ne $question[40 + $i]) { return ($reference + ' gave no time: an answer to another question') } }
    if (($answer[0] -band 192) -eq 192 -or $answer[1] -eq 0 -or $answer[1] -gt 15) { return ($reference + ' gave no time: its own clock is not synchronised') }
    $ahead = ((Get-NtpMs $answer 32) - $sent + (Get-NtpMs $answer 40) - $received) / 2
    return @{ reference = $reference; vantage = $vantage; offsetMs = -[long]$ahead }
}

# Whether this machine opens a connection to Microsoft's activation, by its own DNS; nothing is sent on it.
function Get-WayToMicrosoft() {
    $from = Get-Date
    if (-not $mayUseSockets) { return (New-Unseen 'unsupported' 'the language mode of PowerShell on this machine lets no script open a socket') }
    $target = @{ host = $activationEndpoint['host']; address = $null; port = $activationEndpoint['port'] }
    $client = $null
    try {
        $found = @([System.Net.Dns]::GetHostAddresses($target['host']))
        $client = New-Object System.Net.Sockets.TcpClient -ArgumentList $found[0].AddressFamily
        $target['address'] = $found[0].ToString()
        $wait = $client.BeginConnect($found[0], $target['port'], $null, $null)
        if ($wait.AsyncWaitHandle.WaitOne($settings['timeoutMs'], $false)) {
            $client.EndConnect($wait)
            $probe = New-TcpProbe $target 'open' $null ([long]((Get-Date) - $from).TotalMilliseconds)
        }
        else { $probe = New-TcpProbe $target 'timeout' 'no answer in time' ([long]$settings['timeoutMs']) }
    }
    catch {
        $word = Get-SocketWord $_
        $probe = New-TcpProbe $target (Get-PortOutcome $word) $word ([long]((Get-Date) - $from).TotalMilliseconds)
    }
    if ($null -ne $client) { $client.Close() }
    return (New-Seen @($probe) 'tcp connect' $from)
}
