#!/usr/bin/env bash
# winrm-sealed.sh start|stop FOLDER   winrm-sealed-server.py on a free port of 127.0.0.1, which it writes to FOLDER/port.
# ENGINE (gss|samba) AUTH (ntlm|negotiate) CBT (none|relaxed|require) TLS (1: a certificate of its own, FOLDER/cert)
# ACCOUNT DOMAIN PASSWORD EXTRA (further options)
set -euo pipefail
D=${2:?folder}; here=$(cd "$(dirname "$0")" && pwd)
case ${1:?} in
start)
  mkdir -p "$D"; args=(--engine "${ENGINE:-gss}" --auth "${AUTH:-negotiate}" --log "$D/log" --seconds 300)
  if [ -n "${TLS:-}" ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$D/key" -out "$D/cert" -days 30 -subj /CN=kmslab01.contoso.test -addext 'subjectAltName=IP:127.0.0.1,DNS:localhost' >/dev/null 2>&1
    args+=(--tls "$D/cert" "$D/key" --cbt "${CBT:-none}")
  fi
  KMSLAB_SEALED_STATE="${STATE:-/tmp/kmslab-winrm-sealed}" setsid /usr/bin/python3 "$here/winrm-sealed-server.py" 0 "${ACCOUNT:-reader}" "${DOMAIN-CONTOSO}" "${PASSWORD-Pa55-made-up}" "${args[@]}" ${EXTRA:-} >"$D/out" 2>"$D/err" </dev/null & echo $! >"$D/pid"
  for _ in $(seq 300); do
    if grep -q '^peer=' "$D/out"; then sed -n 's/.* port=\([0-9]*\) .*/\1/p' "$D/out" >"$D/port"; exit 0; fi
    kill -0 "$(cat "$D/pid")" 2>/dev/null || { cat "$D/err" >&2; exit 1; }
    sleep 0.1
  done
  echo "the sealed server did not start within 30 s" >&2; exit 1;;
stop) [ ! -f "$D/pid" ] || kill "$(cat "$D/pid")" 2>/dev/null || true;;
esac
