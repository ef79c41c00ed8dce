# collect.ps1 - what this Windows machine knows of its activation, as one file.
#
# What it reads: licences and the licensing service (never a whole product key, only the last five characters that
# Windows itself shows), licensing events of the last 35 days, the operating system, the domain, DNS settings, a few
# Windows services, the firewall rule of KMS, a few registry values, and of Windows 7 whether update KB971033 is there.
# Then, as this machine sees the network: the KMS records of its DNS suffixes, their addresses, whether TCP 1688 of
# those hosts opens and answers, and their clock.
# A virtual machine in Azure asks Azure's own metadata service (169.254.169.254) whether it signs its document, and for
# the name of that Azure; no other machine sends anything there. A KMS host whose key is not activated, and a machine in
# Azure that is told to use Azure's KMS, try whether TCP 443 of Microsoft's activation opens.
#
# It changes nothing: it writes one file and nothing else, needs no administrator, installs nothing, and sends no
# activation request. What cannot be read stands in the file with its reason.
#
# How to run it:
#   powershell -NoProfile -ExecutionPolicy Bypass -File collect.ps1
#   powershell -NoProfile -ExecutionPolicy Bypass -File collect.ps1 -OutFile C:\Temp\client.json
# Then, wherever kmsdoctor is:
#   kmsdoctor check THE-FILE.json
#
# Windows PowerShell 2.0 to 5.1 and PowerShell 7, in any language of Windows, constrained language mode too.
