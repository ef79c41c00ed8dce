# ---- The registry: these values alone ----

function Read-Registry() {
    $values = @{}
    try {
        foreach ($one in $registryQuestions) { $values[$one['as']] = Read-RegistryValue $one['path'] $one['name'] }
        return @{ ok = $true; values = $values }
    }
    catch { return (Get-Failure $_) }
}
