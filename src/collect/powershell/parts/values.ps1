# ---- Values: the quirks of WMI, undone once. Nothing here asks the culture: in Turkish, I is no i, and in Thai a comma
# is no letter that IndexOf of a text would find, so characters and -cmatch stand where other scripts have texts. ----

$maskPattern = '^(?:<[^<>]*>|\[[^\[\]]*\]|[*\u2022\u2588?\uff1f\uff0e.\u2026_-]{2,}|x{4,}|n/a|null|none|\(null\))\z'

# A text without blanks around it; nothing where it is empty or only a mask stands there.
function Get-PlainText($value) {
    if ($value -is [array]) {
        if ($value.Length -ne 1) { return $null }
        $value = $value[0]
    }
    if ($null -eq $value) { return $null }
    $text = ([string]$value) -creplace '\r\n|[\t\n\v\f\r\x85\u2028\u2029]', ' '
    $text = ($text -creplace '[\x00-\x1f\x7f-\x9f]', '').Trim()
    if ($text.Length -eq 0 -or $text.ToLowerInvariant() -cmatch $maskPattern) { return $null }
    return $text
}

# Whole numbers from 0 on; 4294967295 and -1 say "not set".
function Get-PlainNumber($value) {
    if ($value -is [array] -and $value.Length -eq 1) { $value = $value[0] }
    if ($null -eq $value -or $value -is [bool] -or $value -is [array]) { return $null }
    if ($value -is [string]) {
        if ($value -cnotmatch '^\s*-?[0-9]{1,15}\s*\z') { return $null }
    }
    elseif ($value -isnot [ValueType]) { return $null }
    $number = [decimal]$value
    if ($number -lt 0 -or $number -ge 4294967295) { return $null }
    return [long]$number
}

function Get-PlainPort($value) {
    $port = Get-PlainNumber $value
    if ($null -eq $port -or $port -lt 1 -or $port -gt 65535) { return $null }
    return $port
}

function Get-PlainFlag($value) {
    $word = ([string]$value).Trim().ToLowerInvariant()
    if ($word -ceq 'true' -or $word -ceq '1') { return $true }
    if ($word -ceq 'false' -or $word -ceq '0') { return $false }
    return $null
}

function Get-PlainList($value) {
    if ($null -eq $value) { return }
    foreach ($item in @($value)) {
        $text = Get-PlainText $item
        if ($null -ne $text) { $text }
    }
}

function Get-LowerFirst($text, $pattern) {
    if ($null -eq $text) { return $null }
    $lower = $text.ToLowerInvariant()
    if ($lower -cmatch $pattern) { return $matches[0] }
    return $null
}

function Get-PlainGuid($value) {
    return (Get-LowerFirst (Get-PlainText $value) '\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b')
}

# Only ever the last five characters, also where a whole key should stand there.
function Get-LastFive($value) {
    $text = ([string]$value).Trim().ToUpperInvariant()
    if ($text -cmatch '^(?:(?:[A-Z0-9*]{5}-){4})?([A-Z0-9]{5})\z' -and $matches[1] -cne 'XXXXX') { return $matches[1] }
    return $null
}

# 0x and eight digits, from a number (signed or not) or from its text.
function Get-PlainCode($value) {
    $text = ([string]$value).Trim()
    if ($text -cmatch '^0[xX]([0-9A-Fa-f]{1,8})\z') { return '0x' + $matches[1].ToUpperInvariant().PadLeft(8, '0') }
    if ($text -cnotmatch '^-?[0-9]{1,10}\z') { return $null }
    $number = [decimal]$text
    if ($number -lt -2147483648 -or $number -gt 4294967295) { return $null }
    if ($number -lt 0) { $number = $number + 4294967296 }
    return '0x' + ([long]$number).ToString('X8', $invariant)
}

# Gregorian, UTC, whatever the culture of this machine.
function Format-Utc($date) {
    return $date.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", $invariant)
}

# CIM gives dates, WMI texts such as 20260115093000.000000+060; the year 1601 says "never".
function Get-PlainTime($value) {
    if ($value -is [datetime]) {
        if ($value.ToUniversalTime().Year -lt 1602) { return $null }
        return (Format-Utc $value)
    }
    $text = Get-PlainText $value
    if ($null -eq $text -or $text -cmatch '^160[01]') { return $null }
    if ($text -cnotmatch '^([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})\.([0-9]{3})[0-9]{3}([+-][0-9]{3})\z') { return $text }
    $local = [datetime]($matches[1] + '-' + $matches[2] + '-' + $matches[3] + 'T' + $matches[4] + ':' + $matches[5] + ':' + $matches[6] + '.' + $matches[7])
    return $local.AddMinutes(-[int]$matches[8]).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", $invariant)
}

function Get-ShortName($value) {
    $text = Get-PlainText $value
    if ($null -eq $text) { return $null }
    return $text.Split('.')[0]
}
