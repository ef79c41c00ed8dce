# ---- The cloud that runs this machine. Only a machine of Azure's asks its metadata service, which leaves the physical
# host for nobody (169.254.169.254): whether it signs a document, and in which Azure. No identity, no token, no user data. ----

$metadataService = 'http://169.254.169.254/metadata/'

function New-Metadata($cloud, $outcome) {
    return @{ cloud = $cloud; outcome = $outcome; httpStatus = $null; environment = $null; chain = $null; issuer = $null; detail = $null }
}

function Get-Cloud($enclosure, $computer) {
    if ($enclosure['ok']) { foreach ($row in $enclosure['rows']) { if ((Get-PlainText $row.SMBIOSAssetTag) -ceq $azureAssetTag) { return 'azure' } } }
    if (-not $computer['ok']) { return $null }
    foreach ($row in $computer['rows']) {
        $maker = Get-PlainText $row.Manufacturer
        foreach ($known in $makersOfClouds.Keys) { if ($maker -ceq $known) { return $makersOfClouds[$known] } }
    }
    return $null
}

# One GET past every proxy, with a short limit; of a long answer only the beginning is read.
function Read-Metadata($path) {
    $answer = @{ outcome = 'unclear'; status = $null; text = $null; detail = $null }
    $response = $null
    try {
        $request = [System.Net.WebRequest]::Create($metadataService + $path)
        $request.Proxy = $null
        $request.Timeout = $settings['timeoutMs']
        $request.ReadWriteTimeout = $settings['timeoutMs']
        $request.AllowAutoRedirect = $false
        $request.Headers.Add('Metadata', 'true')
        $response = $request.GetResponse()
        $reader = New-Object System.IO.StreamReader -ArgumentList $response.GetResponseStream()
        $letters = New-Object 'char[]' 32768
        $count = $reader.ReadBlock($letters, 0, 32768)
        $answer['status'] = [int]$response.StatusCode
        $answer['outcome'] = 'http-error'
        if ($answer['status'] -eq 200) { $answer['outcome'] = 'answered' }
        $answer['text'] = New-Object System.String -ArgumentList $letters, 0, $count
    }
    catch {
        $answer['detail'] = Get-SocketWord $_
        $failure = $_.Exception
        for ($depth = 0; $depth -lt 4 -and $null -ne $failure; $depth++) {
            $word = [string]$failure.SocketErrorCode
            if ($word -ceq 'ConnectionRefused') { $answer['outcome'] = 'refused' }
            elseif ($word -ceq 'TimedOut' -or [string]$failure.Status -ceq 'Timeout') { $answer['outcome'] = 'timeout' }
            elseif ($word -ceq 'HostUnreachable' -or $word -ceq 'NetworkUnreachable') { $answer['outcome'] = 'unreachable' }
            if ($null -ne $failure.Response -and $null -ne $failure.Response.StatusCode) {
                $answer['outcome'] = 'http-error'
                $answer['status'] = [int]$failure.Response.StatusCode
            }
            $failure = $failure.InnerException
        }
    }
    if ($null -ne $response) { $response.Close() }
    return $answer
}

# Windows builds the chain as it does for activation: it may fetch a missing certificate by itself, and nothing is installed.
function Add-ChainState($metadata, $signature) {
    try {
        $octets = [System.Convert]::FromBase64String($signature)
        $certificate = New-Object System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList (, $octets)
        $name = Get-PlainText $certificate.Issuer
        if ($null -ne $name -and $name -cmatch '(?:^|, ?)CN=("?)([^,"]{1,120})\1') { $metadata['issuer'] = $matches[2] }
        $chain = New-Object System.Security.Cryptography.X509Certificates.X509Chain
        $chain.ChainPolicy.RevocationMode = 'NoCheck'
        $chain.ChainPolicy.UrlRetrievalTimeout = [TimeSpan]::FromMilliseconds($settings['timeoutMs'])
        if ($chain.Build($certificate)) {
            $metadata['chain'] = 'complete'
            return
        }
        $words = @($chain.ChainStatus | ForEach-Object { [string]$_.Status })
        $metadata['chain'] = 'other'
        if ($words -ccontains 'PartialChain') { $metadata['chain'] = 'incomplete' }
        elseif ($words -ccontains 'UntrustedRoot') { $metadata['chain'] = 'not-trusted' }
        elseif ($words -ccontains 'NotTimeValid') { $metadata['chain'] = 'expired' }
        $metadata['detail'] = $words -join ', '
    }
    catch { $metadata['detail'] = 'its signature could not be read: ' + (Get-Failure $_)['detail'] }
}

# The attested document is what activation of Azure Edition rests on (Microsoft, Windows activation watermark continues to be displayed).
function Get-InstanceMetadata($cloud) {
    $from = Get-Date
    $metadata = New-Metadata $cloud 'not-asked'
    if (-not $mayUseSockets) { $metadata['detail'] = 'the language mode of PowerShell on this machine lets no script open a connection' }
    else {
        $document = Read-Metadata 'attested/document?api-version=2018-10-01'
        $metadata['outcome'] = $document['outcome']
        $metadata['httpStatus'] = $document['status']
        $metadata['detail'] = $document['detail']
        if ($document['outcome'] -ceq 'answered') {
            if ($document['text'] -cmatch '"signature"\s*:\s*"([A-Za-z0-9+/=\\]{16,})"') { Add-ChainState $metadata $matches[1].Replace('\', '') }
            else {
                $metadata['outcome'] = 'unclear'
                $metadata['detail'] = 'the answer holds no signature'
            }
        }
        if ($document['outcome'] -ceq 'answered' -or $document['outcome'] -ceq 'http-error') {
            $environment = Read-Metadata 'instance/compute/azEnvironment?api-version=2018-10-01&format=text'
            if ($environment['outcome'] -ceq 'answered' -and $environment['text'] -cmatch '^[A-Za-z]{1,40}\z') { $metadata['environment'] = $environment['text'] }
        }
    }
    return (New-Seen $metadata 'metadata service' $from)
}
