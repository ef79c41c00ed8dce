#!/bin/bash
# sshd-fakewin.sh start|stop|status DIR   real OpenSSH server playing a Windows OpenSSH target: key auth, fake `powershell`/`cmd` on PATH.  Debian: openssh-server
# Env: PORT (2222) MODE=force|path  (force: ForceCommand dispatcher = any command goes to the fake DefaultShell; path: plain sh with fake powershell.exe on PATH)
# WINDOWS=MACHINE.json: powershell is the real engine of pshost.sh with that mocked Windows (build it first) instead of the fake that answers canned JSON.
# PASSWORD: this user may log in with it, too (root; in a mount namespace where /etc/shadow is another file).
# The dispatcher gets the raw command line in SSH_ORIGINAL_COMMAND: like Windows OpenSSH, nothing is word-split by a POSIX shell first.
set -u; ACT=${1:-start}; DIR=${2:?a folder for its state, kmslab-* in its name}; PORT=${PORT:-2222}; MODE=${MODE:-force}; LAB=$(cd "$(dirname "$0")" && pwd); WINDOWS=${WINDOWS:+$(realpath "$WINDOWS")}
alive(){ [ -s "$DIR/pid" ] && kill -0 "$(cat "$DIR/pid")" 2>/dev/null; }
info(){ echo "peer=sshd pid=$(cat "$DIR/pid") port=$(cat "$DIR/port") user=$(id -un) key=$DIR/id known_hosts=$DIR/known_hosts log=$DIR/log cmdlog=$DIR/cmdlog dir=$DIR"; }
case $ACT in status) alive && { info; exit 0; }; echo down; exit 1;;
stop) alive && { kill "$(cat "$DIR/pid")"; sleep .2; }; case $DIR in *kmslab-*) rm -rf "$DIR";; esac; echo stopped; exit 0;;
start) alive && { info; exit 0; };; *) exit 2;; esac
rm -rf "$DIR"; mkdir -p "$DIR/bin"; chmod 755 "$DIR"; cd "$DIR" || exit 1
[ "$(id -u)" = 0 ] && mkdir -p /run/sshd     # privilege-separation directory (only root needs it)
ssh-keygen -q -t ed25519 -N '' -f hostkey; ssh-keygen -q -t ed25519 -N '' -f id; cp id.pub authorized_keys; chmod 600 authorized_keys
cat > bin/powershell <<'P'
#!/bin/bash
# fake powershell: decodes -EncodedCommand (UTF-16LE base64), logs it, answers from $FAKE_DIR/answers/<sha256 of script> or a canned JSON
D=$(cd "$(dirname "$0")/.." && pwd); s=''; while [ $# -gt 0 ]; do case ${1,,} in -e|-ec|-enc|-encodedcommand) s=$(printf %s "$2" | base64 -d | iconv -f UTF-16LE -t UTF-8); shift 2;; -command|-c) shift; s="$*"; break;; *) shift;; esac; done
[ "$s" = - ] && s=$(cat); printf '%s\n' "$s" >> "$D/cmdlog"; h=$(printf %s "$s" | sha256sum | cut -c1-16)
if [ -f "$D/answers/$h" ]; then cat "$D/answers/$h"; else printf '{"fake":true,"script_sha256":"%s"}\r\n' "$h"; fi
case $s in *"exit "[0-9]*) exit "${s##*exit }";; esac
P
cp bin/powershell bin/powershell.exe; printf '#!/bin/bash\nprintf "\\r\\nMicrosoft Windows [Version 10.0.20348.1]\\r\\n"\n' > bin/cmd; chmod +x bin/*
[ -n "$WINDOWS" ] && { bash "$LAB/pshost.sh" shim "$DIR/bin" "$WINDOWS" >/dev/null || exit 1; }
cat > bin/dispatch <<P
#!/bin/bash
export PATH=$DIR/bin:\$PATH; c=\$SSH_ORIGINAL_COMMAND; printf 'RAW %s\n' "\$c" >> $DIR/cmdlog
case \$c in powershell*|*\\\\powershell.exe*) set -f; read -r -a a <<< "\$c"; exec $DIR/bin/powershell "\${a[@]:1}";; ver|'cmd /c ver'*) exec $DIR/bin/cmd;; '') exec $DIR/bin/cmd;; *) echo "'\${c%% *}' is not recognized as an internal or external command," >&2; exit 1;; esac
P
chmod +x bin/dispatch
cat > conf <<E
Port $PORT
ListenAddress 127.0.0.1
HostKey $DIR/hostkey
PidFile none
AuthorizedKeysFile $DIR/authorized_keys
StrictModes no
UsePAM no
PasswordAuthentication $([ -n "${PASSWORD:-}" ] && echo yes || echo no)
KbdInteractiveAuthentication no
PermitRootLogin $([ -n "${PASSWORD:-}" ] && echo yes || echo prohibit-password)
AllowUsers $(id -un)
SetEnv PATH=$DIR/bin:/usr/bin:/bin
Subsystem sftp internal-sftp
VersionAddendum none
LogLevel VERBOSE
E
[ $MODE = force ] && echo "ForceCommand $DIR/bin/dispatch" >> conf
/usr/sbin/sshd -t -f conf || exit 1
if [ -n "${PASSWORD:-}" ]; then
 hash=$(printf '%s\n' "$PASSWORD" | openssl passwd -6 -stdin); (umask 077; { printf '%s:%s:20000:0:99999:7:::\n' "$(id -un)" "$hash"; grep -v "^$(id -un):" /etc/shadow; } > shadow)
 setsid unshare -m bash -c 'mount --bind "$0/shadow" /etc/shadow && exec /usr/sbin/sshd -D -e -f "$0/conf"' "$DIR" >log 2>&1 </dev/null & echo $! > pid
else setsid /usr/sbin/sshd -D -e -f "$DIR/conf" >log 2>&1 </dev/null & echo $! > pid; fi
 echo $PORT > port; echo "[127.0.0.1]:$PORT $(cut -d' ' -f1,2 hostkey.pub)" > known_hosts
for i in $(seq 50); do (exec 3<>/dev/tcp/127.0.0.1/$PORT) 2>/dev/null && { info; exit 0; }; alive || break; sleep .1; done; cat log >&2; exit 1
