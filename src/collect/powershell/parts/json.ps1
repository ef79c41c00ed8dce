# ---- JSON, written here: PowerShell 2 has no command for it. ASCII alone, so that no code page can harm it. ----

$plainJson = '^[ !#$%(-;=?A-\[\]-~]*\z'

function ConvertTo-JsonString($text) {
    if ($text -cmatch $plainJson) { return '"' + $text + '"' }
    $parts = foreach ($char in $text.ToCharArray()) {
        $code = [int]$char
        if ($code -ge 32 -and $code -le 126 -and '"&''<>@\'.IndexOf($char) -lt 0) { [string]$char } else { '\u' + $code.ToString('x4', $invariant) }
    }
    return '"' + ($parts -join '') + '"'
}

function ConvertTo-JsonText($value) {
    if ($null -eq $value) { return 'null' }
    if ($value -is [string]) { return (ConvertTo-JsonString $value) }
    if ($value -is [bool]) {
        if ($value) { return 'true' }
        return 'false'
    }
    if ($value -is [hashtable]) {
        # The names are our own, and plain; the commonest values are written here, because a call costs more than the rest.
        $keys = @($value.Keys)
        [array]::Sort($keys)
        $members = foreach ($key in $keys) {
            $member = $value[$key]
            if ($null -eq $member) { '"' + $key + '": null' }
            elseif ($member -is [string] -and $member -cmatch $plainJson) { '"' + $key + '": "' + $member + '"' }
            else { '"' + $key + '": ' + (ConvertTo-JsonText $member) }
        }
        return '{ ' + (@($members) -join ', ') + ' }'
    }
    if ($value -is [array]) {
        $items = foreach ($item in $value) { ConvertTo-JsonText $item }
        return '[' + (@($items) -join ', ') + ']'
    }
    return ([decimal]$value).ToString($invariant)
}
