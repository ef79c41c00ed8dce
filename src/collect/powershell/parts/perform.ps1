# ---- One change, or one reading command, as the line above names it; what came of each call is told as it ends. ----

function Write-Call($name, $ok, $code, $said) {
    if ($said -is [string] -and $said.Length -gt 4000) { $said = $said.Substring(0, 4000) }
    __CALL__
}

# A failure: the code in its words, or what a method gave back.
function Stop-At($name, $code, $said) {
    Write-Call $name $false $code $said
    $script:isOver = $true
}

function Get-Rows($wql) {
    if ($hasCim) { return @(Get-CimInstance -Namespace 'root/cimv2' -Query $wql -ErrorAction Stop) }
    return @(Get-WmiObject -Namespace 'root/cimv2' -Query $wql -ErrorAction Stop)
}

# Calls a method of an instance of WMI. Names and values are two lists, because their order counts where there is no CIM.
function Invoke-Method($name, $row, $names, $values) {
    if ($script:isOver) { return }
    $method = $name.Split('.')[1]
    try {
        if ($hasCim) {
            $arguments = @{}
            for ($i = 0; $i -lt $names.Length; $i++) { $arguments[$names[$i]] = $values[$i] }
            $result = Invoke-CimMethod -InputObject $row -MethodName $method -Arguments $arguments -ErrorAction Stop
        }
        elseif ($names.Length -gt 0) { $result = Invoke-WmiMethod -InputObject $row -Name $method -ArgumentList $values -ErrorAction Stop }
        else { $result = Invoke-WmiMethod -InputObject $row -Name $method -ErrorAction Stop }
        $returned = [decimal]$result.ReturnValue
        if ($returned -lt 0) { $returned = $returned + 4294967296 }
        if ($returned -eq 0) { Write-Call $name $true 0 $null }
        else { Stop-At $name $returned $null }
    }
    catch {
        $code = Get-ErrorCode $_
        $words = Get-PlainText ([string]$_.Exception.Message)
        $number = $null
        if ($null -ne $code) {
            # Read as a number of 32 bits it is negative in some versions.
            $number = [decimal][long]('0x' + $code)
            if ($number -lt 0) { $number = $number + 4294967296 }
        }
        Stop-At $name $number $words
    }
}

# The one row of a class, or of a product or service; nothing where there is none, and then why. What it wrote would be
# taken for the row, so its caller tells the failure.
function Get-Row($wql) {
    $script:why = @{ code = 2147749890; said = 'there is no such instance' }
    try { $rows = @(Get-Rows $wql) }
    catch {
        $failure = Get-Failure $_
        $script:why = @{ code = $null; said = $failure['detail'] }
        return $null
    }
    if ($rows.Length -gt 0) { return $rows[0] }
}

function Stop-WithoutRow($name) {
    Stop-At $name $script:why['code'] $script:why['said']
}

function Invoke-Licensing($method, $names, $values) {
    $name = 'SoftwareLicensingService.' + $method
    if ($script:isOver) { return }
    $row = Get-Row 'SELECT Version FROM SoftwareLicensingService'
    if ($null -eq $row) { Stop-WithoutRow $name }
    else { Invoke-Method $name $row $names $values }
}

function Invoke-Product($id, $method) {
    $name = 'SoftwareLicensingProduct.' + $method
    if ($script:isOver) { return }
    $row = Get-Row ('SELECT ID FROM SoftwareLicensingProduct WHERE ID = ''' + $id + '''')
    if ($null -eq $row) { Stop-WithoutRow $name }
    else { Invoke-Method $name $row @() @() }
}

# Windows itself tries to activate each product of an application that has a key, as slmgr.vbs /ato and ospp.vbs /act do.
# Where one fails the others are tried all the same.
function Invoke-Activation($application) {
    $tried = 0
    foreach ($class in @('SoftwareLicensingProduct', 'OfficeSoftwareProtectionProduct')) {
        if ($class -ceq 'OfficeSoftwareProtectionProduct' -and ($application -cne '0ff1ce15-a989-479d-af46-f275c6370663' -or $tried -gt 0)) { continue }
        $name = $class + '.Activate'
        $where = ' WHERE ApplicationID = ''' + $application + ''' AND PartialProductKey <> NULL AND Description LIKE ''%KMSCLIENT%'''
        $rows = $null
        # Old systems know no add-ons, and a query that names a column that is not there fails whole.
        foreach ($more in @(' AND LicenseIsAddon = FALSE', '')) {
            try {
                $rows = @(Get-Rows ('SELECT ID, Name FROM ' + $class + $where + $more))
                break
            }
            catch { $failure = Get-Failure $_ }
        }
        if ($null -eq $rows) {
            if ($class -ceq 'OfficeSoftwareProtectionProduct') { continue }
            Stop-At $name $null $failure['detail']
            return
        }
        foreach ($row in $rows) {
            $script:isOver = $false
            $tried = $tried + 1
            __TRIES__
            Invoke-Method $name $row @() @()
        }
    }
    if ($tried -eq 0) { Stop-At 'SoftwareLicensingProduct.Activate' $null 'nothing that is installed here asks a KMS host' }
    else {
        $script:isOver = $false
        Invoke-Licensing 'RefreshLicenseStatus' @() @()
    }
}

function Wait-State($service, $wanted) {
    for ($i = 0; $i -lt 60; $i++) {
        $rows = @(Get-Rows ('SELECT Name, State FROM Win32_Service WHERE Name = ''' + $service + ''''))
        if ($rows.Length -gt 0 -and [string]$rows[0].State -eq $wanted) { return }
        Start-Sleep -Milliseconds 500
    }
    Stop-At ('Win32_Service.' + $wanted) $null ('the service was not ' + $wanted.ToLowerInvariant() + ' within half a minute')
}

function Get-ServiceRow($service) {
    return (Get-Row ('SELECT Name, State FROM Win32_Service WHERE Name = ''' + $service + ''''))
}

function Start-NamedService($service) {
    if ($script:isOver) { return }
    $row = Get-ServiceRow $service
    if ($null -eq $row) { Stop-WithoutRow 'Win32_Service.StartService' }
    elseif ([string]$row.State -eq 'Running') { Write-Call 'Win32_Service.StartService' $true 0 'it was running already' }
    else {
        Invoke-Method 'Win32_Service.StartService' $row @() @()
        if (-not $script:isOver) { Wait-State $service 'Running' }
    }
}

function Stop-NamedService($service) {
    if ($script:isOver) { return }
    $row = Get-ServiceRow $service
    if ($null -eq $row) { Stop-WithoutRow 'Win32_Service.StopService' }
    elseif ([string]$row.State -eq 'Stopped') { Write-Call 'Win32_Service.StopService' $true 0 'it was stopped already' }
    else {
        Invoke-Method 'Win32_Service.StopService' $row @() @()
        if (-not $script:isOver) { Wait-State $service 'Stopped' }
    }
}

# A program of Windows' own by its full path, with arguments of ours.
function Invoke-Program($program, $arguments) {
    if ($script:isOver) { return }
    $path = $env:SystemRoot + '\System32\' + $program
    $before = $ErrorActionPreference
    $ErrorActionPreference = 'Continue'
    try {
        $global:LASTEXITCODE = 0
        $lines = @(& $path $arguments 2>&1 | ForEach-Object { [string]$_ })
        $exit = [decimal]$global:LASTEXITCODE
        if ($exit -lt 0) { $exit = $exit + 4294967296 }
        $text = ($lines -join "`n").Trim()
        if ($exit -eq 0) { Write-Call $program $true 0 $text }
        else { Stop-At $program $exit $text }
    }
    catch { Stop-At $program $null (Get-PlainText ([string]$_.Exception.Message)) }
    finally { $ErrorActionPreference = $before }
}

$script:isOver = $false
__DO__
