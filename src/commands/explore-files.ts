import { evidenceKinds } from '../model/evidence.ts';
import type { Case } from '../model/evidence.ts';
import { withHost } from './add-evidence.ts';
import type { CheckRequest } from './check-request.ts';
import { askInOnePiece } from './explore-asks.ts';
import type { ExploreSource, SourceNews } from './explore-source.ts';
import { emptyCase, labelOf } from './gather-case.ts';
import { readInputs } from './read-input.ts';
import { UsageError } from './usage-error.ts';

/** The id of the ask that stands for all files of a call. */
export const filesAsk = 'files';

/** Everything that was saved is at hand at once: one look has it all. */
export function fileSource(request: CheckRequest, news: SourceNews): ExploreSource {
  return {
    asks: [askInOnePiece(filesAsk, 'the files at hand', [...evidenceKinds, ...(request.hostFiles.length > 0 ? evidenceKinds.map((kind) => `host.${kind}` as const) : [])], 'client', 'nothing')],
    async look(_ask, subject) {
      let read: Case | null = request.files.length === 0 ? null : await readOne(request.files, news);
      for (const file of request.hostFiles) {
        const host = await readOne([file], news);
        // Alone, the host is what the call is about, as without --explore.
        read = read === null && request.live === null && !request.asksNetwork ? host : withHost(read ?? (request.live === null ? emptyCase(labelOf(request, {}), subject.collectedAt) : subject), host);
      }
      return read ?? subject;
    },
    close: () => undefined,
  };
}

async function readOne(files: readonly string[], { notes }: SourceNews): Promise<Case> {
  const read = await readInputs([...files]);
  if (!read.ok) throw new UsageError(read.message);
  notes.push(...read.notes);
  return read.case;
}
