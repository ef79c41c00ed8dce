# ---- Asking: every failure becomes a reason ----

$beganAt = @{}

function New-Unseen($reason, $detail) {
    return @{ state = 'unseen'; reason = $reason; detail = $detail }
}

function New-Seen($value, $by, $from) {
    $took = [long]((Get-Date) - $from).TotalMilliseconds
    if ($took -lt 0) { $took = 0 }
    return @{ state = 'seen'; value = $value; source = @{ by = $by; vantage = $vantage; at = (Format-Utc $from); tookMs = $took } }
}

# The error code of WMI or of Windows in an error record, as eight digits; nothing where it has none.
function Get-ErrorCode($record) {
    if ([string]$record.FullyQualifiedErrorId -cmatch 'HRESULT 0x([0-9a-fA-F]{8})') { return $matches[1].ToUpperInvariant() }
    $number = $record.Exception.ErrorCode
    if ($null -eq $number) { return $null }
    $digits = '{0:X}' -f $number
    if ($digits -cmatch '^[0-9A-F]{1,8}\z') { return $digits.PadLeft(8, '0') }
    return $null
}

function Get-Failure($record) {
    $code = Get-ErrorCode $record
    $kind = [string]$record.CategoryInfo.Reason
    $words = Get-PlainText ([string]$record.Exception.Message)
    if ($null -eq $words) { $words = $kind }
    if ($words.Length -gt 300) { $words = $words.Substring(0, 300) }
    if ($code -cmatch '^8004') { $words = 'WMI 0x' + $code + ': ' + $words }
    elseif ($null -ne $code) { $words = '0x' + $code + ': ' + $words }
    $reason = 'refused'
    if ($code -ceq '80041003' -or $code -ceq '80070005' -or $kind -ceq 'UnauthorizedAccessException' -or $kind -ceq 'SecurityException' -or [string]$record.CategoryInfo.Category -ceq 'PermissionDenied') { $reason = 'denied' }
    elseif ($code -ceq '80041010' -or $code -ceq '8004100E' -or $code -ceq '80041017' -or $code -ceq '80041002') { $reason = 'unsupported' }
    elseif ($code -ceq '00040004' -or $code -ceq '80043001' -or [string]$record.CategoryInfo.Category -ceq 'OperationTimeout') { $reason = 'timeout' }
    return @{ ok = $false; reason = $reason; detail = $words; code = $code }
}

# What was read but not understood.
function New-Broken($record) {
    return @{ ok = $false; reason = 'unparsable'; detail = (Get-Failure $record)['detail']; code = $null }
}

function Get-WqlRows($namespace, $wql) {
    if ($hasCim) { return @(Get-CimInstance -Namespace $namespace -Query $wql -OperationTimeoutSec $settings['wmiSeconds'] -ErrorAction Stop) }
    return @(Get-WmiObject -Namespace $namespace -Query $wql -ErrorAction Stop)
}

function Get-ClassColumns($namespace, $class) {
    if ($hasCimClass) { return @((Get-CimClass -Namespace $namespace -ClassName $class -ErrorAction Stop).CimClassProperties | ForEach-Object { $_.Name }) }
    if ($hasWmi) { return @((Get-WmiObject -Namespace $namespace -List -Class $class -ErrorAction Stop).Properties | ForEach-Object { $_.Name }) }
}

# Asks in the form for current systems, then in those for older ones, then for whatever columns the class has: a query
# that names a column that is not there fails whole.
function Read-Question($id) {
    $beganAt[$id] = Get-Date
    $question = $questions[$id]
    if (-not ($hasCim -or $hasWmi)) { return @{ ok = $false; reason = 'unsupported'; detail = 'neither Get-CimInstance nor Get-WmiObject is on this machine'; code = $null } }
    $where = $question['where']
    $failure = $null
    foreach ($columns in $question['forms']) {
        try { return @{ ok = $true; rows = @(Get-WqlRows $question['namespace'] ('SELECT ' + $columns + ' FROM ' + $question['class'] + $where)) } }
        catch { $failure = Get-Failure $_ }
        if ($failure['code'] -cne '80041017') { return $failure }
    }
    try {
        $known = @(Get-ClassColumns $question['namespace'] $question['class'])
        $wanted = @($question['forms'][0].Replace(' ', '').Split(',') | Where-Object { $known -contains $_ })
        if ($known -notcontains 'LicenseIsAddon') { $where = $where.Replace(' AND LicenseIsAddon = FALSE', '') }
        if ($wanted.Length -gt 0) { return @{ ok = $true; rows = @(Get-WqlRows $question['namespace'] ('SELECT ' + ($wanted -join ', ') + ' FROM ' + $question['class'] + $where)) } }
    }
    catch { $failure = Get-Failure $_ }
    return $failure
}

# A value; nothing where the key or the value does not exist.
function Read-RegistryValue($path, $name) {
    try { return (Get-ItemProperty -Path $path -Name $name -ErrorAction Stop).$name }
    catch {
        if ((Get-Failure $_)['reason'] -ceq 'denied') { throw }
        return $null
    }
}
