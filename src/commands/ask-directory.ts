import { gatherDirectory } from '../collect/gather-directory.ts';
import type { Case } from '../model/evidence.ts';
import { systemDirectory } from '../transport/directory/directory.ts';
import type { CheckRequest } from './check-request.ts';
import type { GatherWith } from './gather-case.ts';
import { suffixesOf } from './gather-case.ts';
import { withDirectory } from './add-evidence.ts';
import { askForPassword, givenPassword } from './password.ts';
import { readPem } from './read-pem.ts';
import { UsageError } from './usage-error.ts';

/** A case with what Active Directory says of activation objects, and what its DNS servers say of updates, where a call asks for it. */
export async function askDirectory(request: CheckRequest, subject: Case, { network, onProgress, signal, now }: GatherWith): Promise<Case> {
  const { access, directory, updateRight, timeoutMs } = request;
  const user = access.user ?? (request.live?.kind === 'winrm' ? request.live.user : null);
  const password = user === null || directory.length === 0 ? null : await givenPassword({ env: process.env, file: access.passwordFile, stdin: access.passwordStdin }) ?? await askForPassword(`Password of ${user} for the directory`);
  if (user !== null && directory.length > 0 && password === null) throw new UsageError(`No password for ${user} was given: set KMSDOCTOR_PASSWORD, or give --password-file or --password-stdin.`);
  const zones = request.domains.length > 0 ? request.domains : suffixesOf(subject);
  if (updateRight && zones.length === 0) throw new UsageError('--update-right wants to know the zone: name it with --domain.');
  const servers = updateRight ? request.resolvers ?? await (await network()).systemResolvers() : [];
  const seen = await gatherDirectory(systemDirectory, {
    servers: directory, login: user === null || password === null ? null : { user, password },
    trust: { ca: access.caFile === null ? null : await readPem(access.caFile), insecure: access.insecure },
    updateRight: updateRight ? { zones, servers } : null, timeoutMs, vantage: 'operator', signal, now,
  }, onProgress);
  return withDirectory(subject, seen);
}
