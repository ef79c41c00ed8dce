import type { Evidence } from '../model/evidence.ts';
import { withNetwork } from './add-evidence.ts';
import type { CheckRequest } from './check-request.ts';
import { askInOnePiece, networkKinds } from './explore-asks.ts';
import { filesAsk } from './explore-files.ts';
import type { ExploreSource, SourceNews } from './explore-source.ts';
import type { GatherWith } from './gather-case.ts';
import { askNetwork, askOwnServers, notesOn } from './gather-case.ts';

/** What the zone's own servers may contradict: that there is no record, or that servers do not agree. */
export const contestedByZone = ['SRV_MISSING', 'SRV_RESOLVERS_DISAGREE'];

const nameKinds = ['dnsSrv', 'addresses'] as const;
const probeKinds = networkKinds.filter((kind) => kind !== 'dnsSrv' && kind !== 'addresses');

/** What can be looked at from here, under the same permission as without --explore: names first, then what they lead to; the directory where it was asked for. */
export function deskSources(request: CheckRequest, use: GatherWith, news: SourceNews): ExploreSource[] {
  const afterFiles = request.files.length + request.hostFiles.length > 0 ? [filesAsk] : [];
  const names = askInOnePiece('desk names', 'the KMS record and the addresses behind it (DNS, from here)', nameKinds, 'desk', 'moment', afterFiles);
  const ports = askInOnePiece('desk ports', 'port, RPC bind, ping and clock of the KMS hosts (from here)', probeKinds, 'desk', 'seconds', [...afterFiles, names.id]);
  const directory = askInOnePiece('desk directory', 'the directory, and the right to write DNS records', ['directory', 'dnsUpdate'], 'desk', 'seconds', afterFiles);
  const network: ExploreSource = {
    asks: [names, ports],
    async look(ask, subject) {
      // Ports are tried at what DNS says, so it is asked again; its answers of the first time stand.
      const known = request.files.length > 0 || request.live !== null ? subject : null;
      const seen = await askNetwork(request, known, use, ask.id === names.id);
      const wanted: readonly string[] = ask.gives;
      const taken = Object.fromEntries(Object.entries(seen).filter(([kind]) => wanted.includes(kind))) as Partial<Evidence>;
      Object.assign(news.seen, taken);
      if (ask.id === names.id) news.notes.push(...notesOn(request, seen));
      return withNetwork(subject, taken);
    },
    close: () => undefined,
  };
  const other: ExploreSource = {
    asks: [directory],
    look: async (_ask, subject) => (await import('./ask-directory.ts')).askDirectory(request, subject, use),
    close: () => undefined,
  };
  const zoneServers: ExploreSource = {
    asks: [{ ...askInOnePiece('desk zone servers', 'the zone’s own DNS servers, for the KMS record (from here)', ['dnsSrv', 'addresses'], 'desk', 'moment', [...afterFiles, names.id]), contests: contestedByZone }],
    async look(_ask, subject) {
      const own = await askOwnServers(request, subject, use);
      news.notes.push(...own.notes);
      return withNetwork(subject, own.seen);
    },
    close: () => undefined,
  };
  return [...(request.asksNetwork ? [network] : []), ...(request.authoritative ? [zoneServers] : []), ...(request.directory.length > 0 || request.updateRight ? [other] : [])];
}
