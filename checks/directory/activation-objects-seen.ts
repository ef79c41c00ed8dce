import { defineCheck } from '../../src/model/check.ts';
import type { DirectoryReading } from '../../src/model/evidence.ts';
import { listOf } from '../discovery.ts';

const answered: ReadonlySet<DirectoryReading['outcome']> = new Set(['found', 'empty', 'absent']);

const reasons: Readonly<Record<DirectoryReading['outcome'], string>> = {
  found: '', empty: '', absent: '',
  denied: 'access denied', 'wrong-password': 'wrong name or password', 'account-refused': 'the account is refused',
  'strong-auth-required': 'no password in clear text', 'certificate-not-trusted': 'certificate not trusted', timeout: 'no answer in time',
  refused: 'connection refused', unreachable: 'unreachable', malformed: 'its answer cannot be read', failed: 'an error',
};

export default defineCheck({
  id: 'directory/activation-objects-seen',
  title: 'Active Directory shows whether it has activation objects',
  sources: [
    'https://learn.microsoft.com/windows/deployment/volume-activation/activate-using-active-directory-based-activation-client',
    'https://learn.microsoft.com/openspecs/windows_protocols/ms-ada2/',
  ],
  needs: [],
  wants: ['directory'],
  findings: {
    ADBA_OBJECTS_FOUND: {
      severity: 'note', remark: true,
      says: (a: { server: string; domain: string; objects: readonly string[] }) =>
        `Active Directory of ${a.domain} has activation objects (${listOf(a.objects)}, says ${a.server}): domain members of the products that they are for activate by them, without KMS.`,
    },
    ADBA_CONTAINER_EMPTY: {
      severity: 'note', remark: true,
      says: (a: { server: string; domain: string }) => `Active Directory of ${a.domain} shows no activation object to this account (asked at ${a.server}), although activation through it was set up once.`,
    },
    ADBA_NOT_SET_UP: {
      severity: 'note', remark: true,
      says: (a: { server: string; domain: string }) => `Activation through Active Directory was never set up in ${a.domain} (asked at ${a.server}); its machines need KMS or another way.`,
    },
    DIRECTORY_NOT_READ: {
      severity: 'note', remark: true,
      says: (a: { server: string; why: string; detail: string }) => `Domain controller ${a.server} was not read, ${a.why}${a.detail === '' ? '' : `: ${a.detail}`}.`,
    },
  },
  when: ({ directory }) => directory.state === 'seen' && directory.value.length > 0,
  judge({ directory }, raise, cannotTell) {
    const readings = directory.state === 'seen' ? directory.value : [];
    const told = readings.filter((r) => answered.has(r.outcome));
    return [
      ...told.map((r) => {
        const about = { server: r.server, domain: r.domain ?? 'that forest' };
        if (r.outcome === 'found') return raise.ADBA_OBJECTS_FOUND({ ...about, objects: r.objects.map((o) => o.name) });
        return r.outcome === 'empty' ? raise.ADBA_CONTAINER_EMPTY(about) : raise.ADBA_NOT_SET_UP(about);
      }),
      ...readings.filter((r) => !answered.has(r.outcome)).map((r) => raise.DIRECTORY_NOT_READ({ server: r.server, why: reasons[r.outcome], detail: r.detail ?? '' })),
      ...(told.length === 0 ? [cannotTell('directory')] : []),
    ];
  },
});
