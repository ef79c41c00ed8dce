import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

import { startReferenceHost } from '../../src/estate/host/rpc/reference-host.ts';
import type { HostFault } from '../../src/estate/host/rpc/host-fault.ts';
import { pdu } from '../codec/rpc/wire.ts';
import { askedOctets, bind, genuineLooking, kind, pdus, request, syntax, told } from '../estate/rpc/wire.ts';
import { describePeers, peer } from './peer.ts';

const sniffer = 'tcpdump';

const impacket = peer({ programs: ['python3'], needs: ['impacket'] });
const samba = peer({ programs: ['python3'], needs: ['Samba for Python'] });
const wireshark = peer({ programs: ['bash', 'tshark', sniffer], needs: ['packet capture'] });

async function host(fault: HostFault | null = null): Promise<{ port: number; log: string[] }> {
  const log: string[] = [];
  const { port, setFault, stop } = await startReferenceHost({ serve: () => told, log: (line) => log.push(line) });
  onTestFinished(stop);
  setFault(fault);
  return { port, log };
}

/** Runs a script of `lab/` beside this process, which serves it meanwhile. */
const run = (program: string, script: string, ...args: readonly string[]): Promise<{ code: number; out: string }> =>
  new Promise((resolve) => {
    execFile(program, [fileURLToPath(new URL(`lab/${script}`, import.meta.url)), ...args], (error, stdout) => resolve({ code: error === null ? 0 : Number(error.code), out: stdout }));
  });

const python = '/usr/bin/python3';
const epm = ['e1af8308-5d1f-11c9-91a4-08002b14a0fa', '3.0'];
const probe = async (port: number, ...args: readonly string[]): Promise<{ code: number; answer: Record<string, unknown> }> => {
  const { code, out } = await run(python, 'rpc-bind-probe.py', '127.0.0.1', String(port), ...args, '--json');
  return { code, answer: JSON.parse(out) };
};

describePeers('impacket\'s RPC client and the reference host', [impacket], () => {
  test('binds, and reads the port and the result', async () => {
    const { port } = await host();
    expect(await probe(port)).toMatchObject({ code: 0, answer: { result: 'accepted', results: [[0, 0]], secaddr: String(port), max_tfrag: 4280, max_rfrag: 4280 } });
  });

  test('is rejected with another interface, by the provider', async () => {
    const { port } = await host();
    expect(await probe(port, ...epm)).toMatchObject({ code: 3, answer: { results: [[2, 1]] } });
  });

  test('gets a fault to a request of another operation, and the log says why', async () => {
    const { port, log } = await host();
    expect(await probe(port, '--fault')).toMatchObject({ code: 0, answer: { fault_status: '0x1c010002' } });
    expect(log).toEqual(['A request was refused: there is no operation 65535.']);
  });

  test('reads the refusal of a bind as a whole', async () => {
    const { port } = await host({ kind: 'naks-binds', reason: 2 });
    expect(await probe(port)).toMatchObject({ code: 4, answer: { reject_reason: 2 } });
  });
});

describePeers('Samba\'s RPC client and the reference host', [samba], () => {
  test('binds', async () => {
    const { port } = await host();
    expect(await run(python, 'samba-rpc-bind.py', '127.0.0.1', String(port))).toEqual({ code: 0, out: 'result=accepted\n' });
  });

  test('is rejected with another interface', async () => {
    const { port } = await host();
    expect(await run(python, 'samba-rpc-bind.py', '127.0.0.1', String(port), ...epm)).toMatchObject({ code: 3, out: expect.stringContaining('result=refused') });
  });
});

/** Sends each piece once the answers to the one before it have come, and hangs up after the last. */
async function converse(port: number, pieces: readonly (readonly [octets: Buffer, answers: number])[]): Promise<number[]> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let received = Buffer.alloc(0);
  let awaited = 0;
  for (const [octets, answers] of pieces) {
    socket.write(octets);
    for (awaited += answers; received.length < 16 || pdus(received).length < awaited;) received = Buffer.concat([received, ...(await once(socket, 'data'))]);
  }
  socket.end();
  await once(socket, 'close');
  return pdus(received).map((p) => p.type);
}

/** Captures what passes on a port of loopback until so many connections have ended on both sides. */
async function capture(port: number, connections: number, talk: () => Promise<void>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kmsdoctor-capture-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'session.pcap');
  const user = process.getuid?.() === 0 ? ['-Z', 'root'] : [];
  // In immediate mode each slot of the kernel's ring holds a whole packet of the interface, 64 KiB on loopback: the usual
  // 2 MiB are 32 packets, and a busy machine loses one. Smaller packets and a larger ring hold the session many times over.
  const tcpdump = spawn(sniffer, ['-i', 'lo', '-n', '-l', '-U', '--immediate-mode', '--snapshot-length=8192', '--buffer-size=32768', '--print', ...user, '-w', file, `tcp port ${port}`]);
  let printed = '';
  tcpdump.stdout.on('data', (text) => (printed += text));
  let said = '';
  while (!said.includes('listening on')) said += String((await once(tcpdump.stderr, 'data'))[0]);
  await talk();
  while ((printed.match(/Flags \[F/g) ?? []).length < connections * 2) await once(tcpdump.stdout, 'data');
  tcpdump.kill('SIGINT');
  await once(tcpdump, 'exit');
  return file;
}

describePeers('a session with the reference host, captured on loopback', [wireshark], () => {
  test('has no PDU that Wireshark finds malformed or cannot dissect', async () => {
    const { port } = await host();
    const asked = askedOctets();
    let types: number[] = [];
    const file = await capture(port, 3, async () => {
      types = await converse(port, [
        [bind({ offers: [{}, { transfer: [syntax.ndr64] }, { transfer: [syntax.features] }] }), 1],
        [request(asked.subarray(0, 104), { flags: 1 }), 0], [request(asked.subarray(104, 208), { flags: 0 }), 0], [request(asked.subarray(208), { flags: 2 }), 1],
        [request(Buffer.of(), { operation: 9, callId: 3 }), 1],
        [bind({ type: 14, callId: 4, offers: [{ id: 3 }, { id: 4, abstract: syntax.other }] }), 1],
        [request(asked, { callId: 5, context: 3 }), 1],
        [genuineLooking(), 1],
        [request(asked.subarray(0, 104), { callId: 6, flags: 1 }), 0], [pdu(Buffer.of(), { type: 19, callId: 6 }), 0],
        [request(asked, { callId: 7, big: true }), 1],
      ]);
      types.push(...await converse(port, [[bind({ minor: 1 }), 1]]), ...await converse(port, [[bind({ big: true }), 1]]));
    });
    const { bindAck, response, fault, alterContextResponse, bindNak } = kind;
    expect(types).toEqual([bindAck, response, fault, alterContextResponse, response, fault, response, bindNak, bindAck]);

    const { code, out } = await run('bash', 'tshark-dcerpc.sh', file, String(port));
    expect([code, out.trimEnd().split('\n').at(-1)]).toEqual([0, expect.stringMatching(/^dcerpc_frames=\d+ undissected_payload_frames=0 malformed=0 expert_errors=0$/)]);
    const seen = out.split('\n').flatMap((line) => (line.split('\t')[1] ?? '').split(',')).filter((type) => type !== '');
    expect(seen).toHaveLength(22);
    expect([...new Set(seen.map(Number))].toSorted((a, b) => a - b)).toEqual([0, 2, 3, 11, 12, 13, 14, 15, 19]);
  }, 30_000);
});
