
# ---- The one file ----

$kinds = __KINDS__
foreach ($kind in $kinds) { if ($null -eq $evidence[$kind]) { $evidence[$kind] = New-Unseen 'not-asked' $null } }
$lines = @()
$lines += '{ "schema": "kmsdoctor.evidence/1",'
$lines += '  "subject": ' + (ConvertTo-JsonString $subject) + ','
$lines += '  "collectedAt": ' + (ConvertTo-JsonString (Format-Utc $startedAt)) + ','
$lines += '  "redacted": false,'
$lines += '  "evidence": {'
for ($i = 0; $i -lt $kinds.Length; $i++) {
    $comma = ','
    if ($i -eq $kinds.Length - 1) { $comma = '' }
    $lines += '    "' + $kinds[$i] + '": ' + (ConvertTo-JsonText $evidence[$kinds[$i]]) + $comma
}
$lines += '  } }'

if ($OutFile.Length -eq 0) {
    $computerName = [string]$env:COMPUTERNAME -creplace '[^A-Za-z0-9._-]', '_'
    if ($computerName.Length -eq 0) { $computerName = 'COMPUTER' }
    $OutFile = 'kmsdoctor-' + $computerName + '-' + $startedAt.ToUniversalTime().ToString("yyyyMMdd'T'HHmmss'Z'", $invariant) + '.json'
}
try { Set-Content -LiteralPath $OutFile -Value $lines -Encoding ASCII -ErrorAction Stop }
catch {
    Write-Output ('kmsdoctor: the file ' + $OutFile + ' could not be written: ' + $_.Exception.Message)
    exit 1
}
Write-Output ('Written: ' + (Resolve-Path -LiteralPath $OutFile).ProviderPath)
$unread = @($kinds | Where-Object { $evidence[$_]['state'] -ceq 'unseen' -and $evidence[$_]['reason'] -cne 'not-asked' })
if ($unread.Length -gt 0) { Write-Output ('Could not be read, with the reasons in the file: ' + ($unread -join ', ')) }
Write-Output 'Nothing on this machine was changed. To judge the file: kmsdoctor check THE-FILE'
exit 0
