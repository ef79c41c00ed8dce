# ---- Licences and the licensing service ----

$licenseStatuses = 'unlicensed', 'licensed', 'oob-grace', 'oot-grace', 'non-genuine-grace', 'notification', 'extended-grace'
$enabledTypes = 'all', 'ad', 'kms', 'token'
$lastTypes = 'none', 'ad', 'kms', 'token'

# Words of a channel, the first that fits.
$channelWords = @(
    @('VOLUME[-_ ]?KMS[-_ ]?CLIENT|\bGVLK\b', 'kms-client'),
    @('\bCSVLK\b|VOLUME[-_ ]KMS(?![A-Z])', 'kms-host'),
    @('VIRTUAL[-_ ]MACHINE[-_ ]ACTIVATION|\bVT:IA\b|\bAVMA\b', 'avma'),
    @('TIMEBASED[-_ ]SUB|:TB:SUB\b|\bSUBSCRIPTION\b', 'subscription'),
    @('TIMEBASED[-_ ]|:TB:|\bEVAL\b', 'eval'),
    @('(?:^|[^A-Z])MAK(?![A-Z])', 'mak'),
    @('\bOEM(?![A-Z])', 'oem'),
    @('\bRETAIL(?![A-Z])', 'retail')
)

function Get-ItemAt($list, $index) {
    if ($null -eq $index -or $index -ge $list.Length) { return $null }
    return $list[$index]
}

function Get-ChannelOfWord($word) {
    if ($null -eq $word) { return 'unknown' }
    $upper = $word.ToUpperInvariant()
    foreach ($row in $channelWords) { if ($upper -cmatch $row[0]) { return $row[1] } }
    return 'unknown'
}

# The word before "channel" in a description.
function Get-WordOfDescription($description) {
    if ($null -eq $description) { return $null }
    $text = $description
    $named = $text.ToUpperInvariant() -cmatch '^(.*\S)\s+(?:CHANNEL\b|C(?:H(?:A(?:N(?:NE?)?)?)?)?\z)'
    if ($named) { $text = $text.Substring(0, $matches[1].Length) }
    elseif ($text.ToUpperInvariant() -cmatch '^(.*)VOLUME[-_ ]KMS\s*\z') { $text = $text.Substring(0, $matches[1].Length) }
    $after = $text.Substring($text.LastIndexOf([char]',') + 1).Trim()
    if ($named) {
        if ($after.Length -eq 0) { return $null }
        return $after
    }
    $words = @($after -csplit '\s+')
    $last = $words[$words.Length - 1]
    if ((Get-ChannelOfWord $last) -ceq 'unknown') { return $null }
    return $last
}

function Get-Application($applicationId, $name, $description) {
    if ($null -ne $applicationId) {
        if ($applicationId -cmatch '^55c92734') { return 'windows' }
        if ($applicationId -cmatch '^(?:0ff1ce15|0ff1ce16|59a52881)') { return 'office' }
    }
    foreach ($text in $name, $description) {
        if ($null -eq $text) { continue }
        $upper = $text.ToUpperInvariant()
        if ($upper -cmatch '^(?:MICROSOFT\s+)?(?:OFFICE|VISIO|PROJECT)') { return 'office' }
        if ($upper -cmatch '^(?:MICROSOFT\s+)?WINDOWS') { return 'windows' }
    }
    return 'other'
}

# Every row has the columns of a KMS client; on others they tell something only where a host stands in them.
function Get-KmsClient($row, $isClient, $isOwn, $service) {
    $facts = @{
        cmid = $null; hostCaching = $null
        configuredHost = Get-PlainText $row.KeyManagementServiceMachine
        configuredPort = Get-PlainPort $row.KeyManagementServicePort
        discoveredHost = Get-PlainText $row.DiscoveredKeyManagementServiceMachineName
        discoveredPort = Get-PlainPort $row.DiscoveredKeyManagementServiceMachinePort
        hostAddress = Get-PlainText $row.DiscoveredKeyManagementServiceMachineIpAddress
        hostExtendedPid = Get-PlainText $row.KeyManagementServiceProductKeyID
        activationIntervalMinutes = Get-PlainNumber $row.VLActivationInterval
        renewalIntervalMinutes = Get-PlainNumber $row.VLRenewalInterval
        lookupDomain = Get-PlainText $row.KeyManagementServiceLookupDomain
    }
    if (-not $isClient -and $null -eq $facts['configuredHost'] -and $null -eq $facts['discoveredHost'] -and $null -eq $facts['lookupDomain']) { return $null }
    if ($null -ne $service) {
        if ($isOwn) { $facts['cmid'] = $service['clientMachineId'] }
        $facts['hostCaching'] = $service['keyManagementServiceHostCaching']
    }
    return $facts
}

function Get-KmsHost($row, $isHostKey, $service) {
    $flag = Get-PlainFlag $row.IsKeyManagementServiceMachine
    if ($flag -eq $false -or -not ($flag -or $isHostKey)) { return $null }
    $facts = @{
        listeningPort = $null; dnsPublishing = $null; priority = $null
        currentCount = Get-PlainNumber $row.KeyManagementServiceCurrentCount
        totalRequests = Get-PlainNumber $row.KeyManagementServiceTotalRequests
        failedRequests = Get-PlainNumber $row.KeyManagementServiceFailedRequests
        unlicensedRequests = Get-PlainNumber $row.KeyManagementServiceUnlicensedRequests
        licensedRequests = Get-PlainNumber $row.KeyManagementServiceLicensedRequests
        initialGraceRequests = Get-PlainNumber $row.KeyManagementServiceOOBGraceRequests
        expiredOrToleranceRequests = Get-PlainNumber $row.KeyManagementServiceOOTGraceRequests
        nonGenuineRequests = Get-PlainNumber $row.KeyManagementServiceNonGenuineGraceRequests
        notificationRequests = Get-PlainNumber $row.KeyManagementServiceNotificationRequests
    }
    if ($null -ne $service) {
        $facts['listeningPort'] = $service['keyManagementServiceListeningPort']
        $facts['dnsPublishing'] = $service['keyManagementServiceDnsPublishing']
        if ($service['keyManagementServiceLowPriority'] -eq $true) { $facts['priority'] = 'low' }
        elseif ($service['keyManagementServiceLowPriority'] -eq $false) { $facts['priority'] = 'normal' }
    }
    return $facts
}

# A row as evidence, with what only the service's own row says of it. The client ID is that of the service's application.
function Get-Product($row, $service, $serviceOf) {
    $name = Get-PlainText $row.Name
    $description = Get-PlainText $row.Description
    $applicationId = Get-PlainGuid $row.ApplicationID
    $application = Get-Application $applicationId $name $description
    $keyChannel = Get-PlainText $row.ProductKeyChannel
    $word = Get-WordOfDescription $description
    $channel = Get-ChannelOfWord $keyChannel
    $byWord = Get-ChannelOfWord $word
    if (($channel -ceq 'unknown' -or $channel -ceq 'retail') -and $byWord -cne 'unknown') { $channel = $byWord }
    if ($null -ne $keyChannel) { $word = $keyChannel }
    $status = Get-ItemAt $licenseStatuses (Get-PlainNumber $row.LicenseStatus)
    $grace = Get-PlainNumber $row.GracePeriodRemaining
    $permanent = $null
    if ($status -ceq 'licensed' -and $null -ne $grace) { $permanent = $grace -eq 0 }
    $reason = Get-PlainCode $row.LicenseStatusReason
    if ($null -ne $reason -and '0123'.IndexOf($reason[2]) -ge 0) { $reason = $null }
    $rearms = $null
    if ($application -ceq 'windows') {
        $rearms = Get-PlainNumber $row.RemainingAppReArmCount
        if ($null -eq $rearms -and $null -ne $service) { $rearms = $service['remainingWindowsReArmCount'] }
    }
    return @{
        application = $application; name = $name; description = $description; channel = $channel; channelText = $word
        activationId = Get-PlainGuid $row.ID
        applicationId = $applicationId
        extendedPid = Get-PlainText $row.ProductKeyID
        partialProductKey = Get-LastFive $row.PartialProductKey
        licenseStatus = $status; reasonCode = $reason; graceMinutesRemaining = $grace
        remainingWindowsRearms = $rearms
        remainingSkuRearms = Get-PlainNumber $row.RemainingSkuReArmCount
        activationType = Get-ItemAt $enabledTypes (Get-PlainNumber $row.VLActivationTypeEnabled)
        lastActivationType = Get-ItemAt $lastTypes (Get-PlainNumber $row.VLActivationType)
        adObjectName = Get-PlainText $row.ADActivationObjectName
        permanentlyActivated = $permanent
        kmsClient = Get-KmsClient $row ($channel -ceq 'kms-client') ($application -ceq $serviceOf) $service
        kmsHost = Get-KmsHost $row ($channel -ceq 'kms-host') $service
    }
}

# SoftwareLicensingService; columns that the system lacks are null.
function Get-LicensingService($row) {
    return @{
        version = Get-PlainText $row.Version
        clientMachineId = Get-PlainText $row.ClientMachineID
        isKeyManagementServiceMachine = Get-PlainFlag $row.IsKeyManagementServiceMachine
        keyManagementServiceCurrentCount = Get-PlainNumber $row.KeyManagementServiceCurrentCount
        keyManagementServiceDnsPublishing = Get-PlainFlag $row.KeyManagementServiceDnsPublishing
        keyManagementServiceHostCaching = Get-PlainFlag $row.KeyManagementServiceHostCaching
        keyManagementServiceListeningPort = Get-PlainPort $row.KeyManagementServiceListeningPort
        keyManagementServiceLookupDomain = Get-PlainText $row.KeyManagementServiceLookupDomain
        keyManagementServiceLowPriority = Get-PlainFlag $row.KeyManagementServiceLowPriority
        keyManagementServiceMachine = Get-PlainText $row.KeyManagementServiceMachine
        keyManagementServicePort = Get-PlainPort $row.KeyManagementServicePort
        requiredClientCount = Get-PlainNumber $row.RequiredClientCount
        discoveredKeyManagementServiceMachineName = Get-PlainText $row.DiscoveredKeyManagementServiceMachineName
        discoveredKeyManagementServiceMachinePort = Get-PlainPort $row.DiscoveredKeyManagementServiceMachinePort
        remainingWindowsReArmCount = Get-PlainNumber $row.RemainingWindowsReArmCount
        vlActivationInterval = Get-PlainNumber $row.VLActivationInterval
        vlRenewalInterval = Get-PlainNumber $row.VLRenewalInterval
        subscriptionEdition = Get-PlainText $row.SubscriptionEdition
        subscriptionExpiry = Get-PlainTime $row.SubscriptionExpiry
        subscriptionStatus = Get-PlainNumber $row.SubscriptionStatus
        subscriptionType = Get-PlainNumber $row.SubscriptionType
    }
}
