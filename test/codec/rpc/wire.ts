/** DCE/RPC answers written field by field for tests, in either byte order, independent of the code that reads them. */

export type PduOptions = { type: number; callId?: number; big?: boolean; flags?: number; minor?: number; fragmentLength?: number; authLength?: number };

class Writer {
  readonly octets: number[] = [];
  private readonly big: boolean;
  constructor(big: boolean) {
    this.big = big;
  }
  number(value: number, size: number): this {
    const bytes = Array.from({ length: size }, (_, n) => Math.floor(value / 256 ** n) % 256);
    this.octets.push(...(this.big ? bytes.reverse() : bytes));
    return this;
  }
  bytes(bytes: Iterable<number>): this {
    this.octets.push(...bytes);
    return this;
  }
  align(size: number): this {
    while (this.octets.length % size !== 0) this.octets.push(0);
    return this;
  }
}

export function pdu(body: Uint8Array, { type, callId = 1, big = false, flags = 3, minor = 0, fragmentLength, authLength = 0 }: PduOptions): Buffer {
  const header = new Writer(big).bytes([5, minor, type, flags, big ? 0 : 0x10, 0, 0, 0])
    .number(fragmentLength ?? 16 + body.length, 2).number(authLength, 2).number(callId, 4);
  return Buffer.from([...header.octets, ...body]);
}

const ndr = { little: '045d888aeb1cc9119fe808002b10486002000000', big: '8a885d041ceb11c99fe808002b10486000000002' };

export type AckOptions = { big?: boolean; secondary?: string; results?: readonly (readonly [result: number, reason: number])[]; syntax?: string };

/** The body of a bind_ack: what the peer would send behind the common header. */
export function ackBody({ big = false, secondary = '1688', results = [[0, 0]], syntax }: AckOptions = {}): Buffer {
  const address = Buffer.from(secondary === '' ? '' : `${secondary}\0`);
  const body = new Writer(big).number(5840, 2).number(5840, 2).number(0x1234, 4).number(address.length, 2).bytes(address).align(4)
    .number(results.length, 1).bytes([0, 0, 0]);
  for (const [result, reason] of results) {
    body.number(result, 2).number(reason, 2).bytes(Buffer.from(syntax ?? (big ? ndr.big : ndr.little), 'hex'));
  }
  return Buffer.from(body.octets);
}

export const bindAck = (options: AckOptions = {}): Buffer => pdu(ackBody(options), { type: 12, big: options.big ?? false });

export const bindNak = (reason: number, big = false): Buffer => pdu(Buffer.from(new Writer(big).number(reason, 2).bytes([1, 5, 0]).octets), { type: 13, big });

export const fault = (status: number, big = false): Buffer => pdu(Buffer.from(new Writer(big).number(0, 4).number(0, 2).number(0, 2).number(status, 4).number(0, 4).octets), { type: 3, big });
