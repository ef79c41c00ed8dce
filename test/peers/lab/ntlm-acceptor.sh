#!/usr/bin/env bash
# ntlm-acceptor.sh start|stop FOLDER   ntlm-acceptor.py, whose verdicts are those of Samba's ntlm_auth, on 127.0.0.1:PORT (15986)
set -euo pipefail
D=${2:?folder}; here=$(cd "$(dirname "$0")" && pwd)
case ${1:?} in
start)
  mkdir -p "$D"
  setsid /usr/bin/python3 -u "$here/ntlm-acceptor.py" "${PORT:-15986}" "${ACCOUNT:-reader}" "${DOMAIN-CONTOSO}" "${PASSWORD-Pa55-made-up}" 300 >"$D/out" 2>"$D/err" </dev/null & echo $! >"$D/pid"
  for _ in $(seq 100); do
    if grep -q 'ntlm-acceptor port=' "$D/out"; then exit 0; fi
    kill -0 "$(cat "$D/pid")" 2>/dev/null || { cat "$D/err" >&2; exit 1; }
    sleep 0.1
  done
  echo "the acceptor did not start within 10 s" >&2; exit 1;;
stop) [ ! -f "$D/pid" ] || kill "$(cat "$D/pid")" 2>/dev/null || true;;
esac
