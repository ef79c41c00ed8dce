#!/bin/bash
# impacket-rpc-server.sh start|stop|status DIR   independent DCE/RPC server (impacket DCERPCServer) that accepts binds on given interfaces, no opnums.
# Env: PORT (default 16880, 127.0.0.1)  IFACES="uuid,ver;uuid,ver" (default the KMS interface; answers bind only: every request gets nca_s_op_rng_error / close)
set -u
ACT=${1:-start}; DIR=${2:?a folder for its state, kmslab-* in its name}; PORT=${PORT:-16880}; IFACES=${IFACES:-51c82175-844e-4750-b0d8-ec255555bc06,1.0}
alive(){ [ -s "$DIR/pid" ] && kill -0 "$(cat "$DIR/pid")" 2>/dev/null; }
info(){ echo "peer=impacket-rpc-server pid=$(cat "$DIR/pid") port=$(cat "$DIR/port") log=$DIR/log"; }
case $ACT in status) alive && { info; exit 0; }; echo down; exit 1;;
stop) alive && kill "$(cat "$DIR/pid")"; case $DIR in *kmslab-*) rm -rf "$DIR";; esac; echo stopped; exit 0;;
start) alive && { info; exit 0; };; *) exit 2;; esac
rm -rf "$DIR"; mkdir -p "$DIR"
cat > "$DIR/srv.py" <<'P'
import sys, socket
from impacket.dcerpc.v5 import rpcrt
from impacket.dcerpc.v5.rpcrt import DCERPCServer
rpcrt.bin_to_uuidtup = lambda b: (b.hex(),)   # 0.10 bug: LOG.error('%s' % 2-tuple) raises while refusing a bind
port = int(sys.argv[1])
class Sock:                       # impacket's recv() spins forever on EOF inside a PDU: make EOF an error there
    def __init__(self, s): self.s, self.got = s, False
    def recv(self, n):
        d = self.s.recv(n)
        if not d and self.got: raise EOFError('eof')
        self.got = True; return d
    def send(self, d): self.s.sendall(d); return len(d)
    def close(self): self.s.close()
class S(DCERPCServer):
    def __init__(self, port):
        DCERPCServer.__init__(self); self._sock.close(); self._sock = socket.socket()
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); self._sock.bind(('127.0.0.1', port))
    def run(self):
        self._sock.listen(64)
        while True:
            c, address = self._sock.accept(); c.settimeout(5); self._clientSock = Sock(c); self._boundUUID = b''
            try:
                while True:
                    data = self.recv()
                    if data is None: break
                    answer = self.processRequest(data)
                    if answer is not None: self.send(answer)
            except EOFError: pass
            except Exception as e: print('conn', address, type(e).__name__, e, flush=True)
            self._clientSock.close()
s = S(port)
from impacket.uuid import uuidtup_to_bin
for i in sys.argv[2].split(';'):
    u, v = i.split(','); s.addCallbacks((u, v), str(port), {})
s.run()
P
setsid /usr/bin/python3 "$DIR/srv.py" "$PORT" "$IFACES" >"$DIR/log" 2>&1 </dev/null & echo $! > "$DIR/pid"; echo $PORT > "$DIR/port"
for i in $(seq 50); do (exec 3<>/dev/tcp/127.0.0.1/$PORT) 2>/dev/null && { info; exit 0; }; alive || break; sleep .1; done; cat "$DIR/log" >&2; exit 1
