#!/bin/bash
# pshost.sh build|shim DIR [MACHINE.json]|lint FILE.ps1 [...]|run NAME ARGS...|time|clean    real PowerShell engine with a mocked Windows; see pshost/README.md
# Needs: dotnet SDK 10, flock.  Env: PSHOST_BUILD (kmslab-pshost in the folder for temporary files) PSHOST_WINDOWS (machine JSON) PSHOST_LOG (JSON lines of every mocked call)
set -u; ACT=${1:-}; [ $# -gt 0 ] && shift
HERE=$(cd "$(dirname "$0")" && pwd); SRC=$HERE/pshost; B=${PSHOST_BUILD:-${TMPDIR:-/tmp}/kmslab-pshost}; export PSHOST_BUILD=$B; EXE=$B/app/pshost
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
sum(){ (cd "$SRC" && find . -name '*.cs' -o -name '*.csproj' -o -name '*.props' | LC_ALL=C sort | xargs cat | sha256sum | cut -c1-32); }
build(){
  command -v dotnet >/dev/null || { echo "pshost: dotnet is not there: install the .NET SDK 10 to run the PowerShell engine" >&2; exit 3; }
  local s; s=$(sum); [ -x "$EXE" ] && [ "$(cat "$B/stamp" 2>/dev/null)" = "$s" ] && { echo "built app=$B/app"; return 0; }
  mkdir -p "$B" || exit 1
  # Test files run side by side: the first builds, the others wait for it.
  exec 9>"$B.lock"; flock 9; [ -x "$EXE" ] && [ "$(cat "$B/stamp" 2>/dev/null)" = "$s" ] && { echo "built app=$B/app"; return 0; }
  rm -f "$B/stamp"
  dotnet publish "$SRC/pshost.csproj" -c Release -o "$B/app" -v q --nologo >"$B/build.log" 2>&1 || {
    # without the ahead-of-time compiler the program still works, only slower to start
    dotnet publish "$SRC/pshost.csproj" -c Release -o "$B/app" -v q --nologo -p:NoReadyToRun=1 >"$B/build.log" 2>&1 || { grep -E 'error|warn' "$B/build.log" | sort -u | head -30 >&2; echo "pshost: build failed, see $B/build.log" >&2; exit 1; }; echo "pshost: built without ReadyToRun" >&2; }
  for m in CimCmdlets NetSecurity NetTCPIP NetAdapter NetConnection DnsClient Microsoft.PowerShell.Utility Microsoft.PowerShell.Management Microsoft.PowerShell.Diagnostics Microsoft.PowerShell.Security; do
    mkdir -p "$B/app/modules/$m"; printf "@{ ModuleVersion = '1.0'; GUID = '%s' }\n" "$(printf %s "$m" | md5sum | sed -E 's/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/\1-\2-\3-\4-\5/')" > "$B/app/modules/$m/$m.psd1"; done
  echo "$s" > "$B/stamp"; echo "built app=$B/app"
}
shim(){ local d=$1 w=${2:-} pre=''; mkdir -p "$d" || exit 1; d=$(cd "$d" && pwd)
  # a JSON given here is used where the caller's environment names none (sshd passes no environment on)
  [ -n "$w" ] && { w=$(cd "$(dirname "$w")" && pwd)/$(basename "$w"); [ -r "$w" ] || { echo "pshost: cannot read $w" >&2; exit 66; }; pre=": \"\${PSHOST_WINDOWS:=$w}\"; export PSHOST_WINDOWS"; }
  for n in powershell.exe powershell pwsh; do printf '#!/bin/sh\n%s\nexec "%s" --as %s "$@"\n' "$pre" "$EXE" "$n" > "$d/$n.new"; chmod 755 "$d/$n.new"; mv -f "$d/$n.new" "$d/$n"; done; echo "shim=$d"; }
case $ACT in
build) build;;
start) mkdir -p "$1" && shim "$1/bin";;
stop) ;;
shim) [ $# -ge 1 ] || { echo "usage: pshost.sh shim DIR [MACHINE.json]" >&2; exit 64; }; build >/dev/null; shim "$@";;
lint) build >/dev/null; exec "$EXE" lint "$@";;
run) build >/dev/null; exec "$EXE" --as "$@";;
time) build >/dev/null; shim "$B/shim" >/dev/null
  python3 - "$B/shim/powershell.exe" "${1:-11}" <<'P'
import subprocess,sys,time,statistics
for label,cmd in (("trivial: 1",["-NoProfile","-NonInteractive","-Command","1"]),("Get-CimInstance | ConvertTo-Json",["-NoProfile","-Command","try{Get-CimInstance Win32_OperatingSystem -EA Stop}catch{$_.FullyQualifiedErrorId | ConvertTo-Json}"])):
    t=[]
    for _ in range(int(sys.argv[2])):
        a=time.time(); subprocess.run([sys.argv[1],*cmd],stdout=subprocess.DEVNULL,check=False); t.append(time.time()-a)
    print(f"{label}: median {statistics.median(t):.3f} s, min {min(t):.3f}, max {max(t):.3f}, n={len(t)}")
P
;;
clean) case $B in "${TMPDIR:-/tmp}"/*) rm -rf "$B";; esac; echo cleaned;;
*) sed -n 2,3p "$0" | cut -c3-; exit 64;; esac
