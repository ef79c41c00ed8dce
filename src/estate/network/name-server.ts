/** A DNS record as the estate's machines see it; names without final dot. */
export type NameRecord =
  | { name: string; type: 'A' | 'AAAA' | 'CNAME' | 'NS'; ttl: number; data: string }
  | { name: string; type: 'SRV'; ttl: number; data: { priority: number; weight: number; port: number; target: string } };

/** What an estate's name servers can be asked for. */
export type AskedType = 'SRV' | 'A' | 'AAAA' | 'NS';

/** What a name server says to one question, aliases already followed as far as it knows them. */
export type NameAnswer = {
  outcome: 'answered' | 'silent' | 'garbled';
  /** `NOERROR`, `NXDOMAIN`…; without meaning where it did not answer. */
  rcode: string;
  answers: readonly NameRecord[];
  truncated: boolean;
  delayMs: number;
};

/** A name server as the network in memory uses it: questions and answers as values, no bytes. */
export type NameServer = {
  answer: (name: string, type: AskedType, from: string) => NameAnswer;
};
