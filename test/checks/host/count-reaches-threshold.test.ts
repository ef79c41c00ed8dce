import check from '../../../checks/host/count-reaches-threshold.ts';
import { caseOf, evidence, hostBody, hostProduct, kmsHost, officeProduct, product, relatedHost } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';
import { logged, withHost } from '../host-log.ts';

const key = (currentCount: number | null, totalRequests: number | null = 90) => hostProduct({ kmsHost: kmsHost({ currentCount, totalRequests }) });
const officeKey = (currentCount: number, totalRequests = 90) => ({ ...key(currentCount, totalRequests), application: 'office' as const, name: 'Office 21, Office21KMSHost2021VL_KMS_Host edition' });
const counting = (...licensingProducts: ReturnType<typeof key>[]) => ({ licensingProducts, service: 'not-asked' as const });
const server = product({ name: 'Windows(R), ServerStandard edition' });

checkTable(check, [
  { rule: 'a Windows client needs 25, and 50 are enough', on: withHost({}), status: 'pass', tags: ['HOST_COUNT_REACHES'] },
  { rule: '24 are too few for a Windows client', on: withHost(counting(key(24))), status: 'fail', tags: ['HOST_COUNT_BELOW_THRESHOLD', 'CLIENT_ASKS_HOST_BELOW'], says: [/counted 24 machines; Windows\(R\), Enterprise edition needs 25/] },
  { rule: 'a server needs 5', on: withHost(counting(key(5)), { licensingProducts: [server] }), status: 'pass', tags: ['HOST_COUNT_REACHES'] },
  { rule: 'Office needs 5 of its own count, whatever Windows has', on: withHost(counting(key(50), officeKey(4)), { licensingProducts: [product(), officeProduct()] }), status: 'fail', tags: ['HOST_OFFICE_COUNT_BELOW_THRESHOLD', 'HOST_COUNT_REACHES', 'CLIENT_ASKS_HOST_BELOW'] },
  { rule: 'five machines with Office are enough', on: withHost(counting(officeKey(5)), { licensingProducts: [officeProduct()] }), status: 'pass', tags: ['HOST_OFFICE_COUNT_REACHES'] },
  { rule: 'a count of the other kind decides nothing for a client', on: withHost(counting(key(1)), { licensingProducts: [officeProduct()] }), status: 'pass', tags: [] },
  { rule: 'a client that Active Directory activates needs no count', on: withHost(counting(key(1)), { licensingProducts: [product({ lastActivationType: 'ad' })] }), status: 'pass', tags: [] },
  { rule: 'fewer than five serve nobody', on: hostBody(counting(key(4))), status: 'fail', tags: ['HOST_COUNT_BELOW_THRESHOLD'], says: [/counted 4 machines; Windows Server needs 5, and Windows clients need 25\.$/] },
  { rule: 'one machine is told as one', on: hostBody(counting(key(1))), status: 'fail', tags: ['HOST_COUNT_BELOW_THRESHOLD'], says: [/has counted 1 machine; /] },
  { rule: 'ten are all that a host counts which only servers ask, and are in order', on: hostBody(counting(key(10))), status: 'pass', tags: ['HOST_COUNT_ENOUGH_FOR_SERVERS'] },
  { rule: 'ten are too few where the log shows Windows clients', on: hostBody({ ...counting(key(10)), events: [logged()] }), status: 'warn', tags: ['HOST_COUNT_SERVES_SERVERS_ONLY'] },
  { rule: 'more than ten show that Windows clients ask', on: hostBody(counting(key(11))), status: 'warn', tags: ['HOST_COUNT_SERVES_SERVERS_ONLY'] },
  { rule: 'a host that nobody has asked yet is told as that', on: hostBody(counting(key(0, 0))), status: 'warn', tags: ['HOST_NO_REQUESTS_YET'] },
  { rule: 'a host that nobody has asked yet shows no count at all, which is none', on: hostBody(counting(key(null, 0))), status: 'warn', tags: ['HOST_NO_REQUESTS_YET'] },
  { rule: 'a host key that is not activated counts nobody, so its count is no fault of its own', on: withHost({ licensingProducts: [{ ...key(0), licenseStatus: 'notification' }], service: { keyManagementServiceCurrentCount: 0 } }), status: 'inapplicable' },
  { rule: 'a second host that counts few is no fault for a client that the first one has licensed', on: caseOf(evidence({}), { related: [relatedHost(counting(key(50))), { ...relatedHost(counting(key(2))), subject: 'kms2.contoso.test' }] }), status: 'pass', tags: ['HOST_COUNT_REACHES', 'HOST_COUNT_LOW_BESIDE'] },
  { rule: 'an Office key that nobody uses yet is no fault of a host in use', on: hostBody(counting(key(50), officeKey(0, 0))), status: 'pass', tags: ['HOST_COUNT_REACHES', 'HOST_OFFICE_NOT_ASKED_YET'] },
  { rule: 'an Office count below five fails on the host too', on: hostBody(counting(key(50), officeKey(3))), status: 'fail', tags: ['HOST_OFFICE_COUNT_BELOW_THRESHOLD', 'HOST_COUNT_REACHES'] },
  { rule: 'the service’s figure counts where the key shows none', on: hostBody({ licensingProducts: [key(null)], service: { keyManagementServiceCurrentCount: 30 } }), status: 'pass', tags: ['HOST_COUNT_REACHES'], says: [/30 machines/] },
  { rule: 'the service’s figure counts where the key was not looked at', on: withHost({ licensingProducts: 'denied', service: { keyManagementServiceCurrentCount: 3 } }), status: 'fail', tags: ['HOST_COUNT_BELOW_THRESHOLD', 'CLIENT_ASKS_HOST_BELOW'] },
  { rule: 'neither key nor service seen leaves the count open', on: withHost({ licensingProducts: 'denied', service: 'denied' }), status: 'unknown', missing: ['host.licensingProducts'] },
  { rule: 'a host row without a key, as every server lists it, has no count', on: hostBody(counting({ ...key(0, 0), partialProductKey: null, licenseStatus: 'unlicensed' }, key(50))), status: 'pass', tags: ['HOST_COUNT_REACHES'] },
  { rule: 'no count is no zero', on: hostBody(counting(key(null))), status: 'inapplicable' },
  { rule: 'without a host at hand nothing can be told', on: evidence(), status: 'unknown', missing: ['host.licensingProducts'] },
], ['pass', 'warn', 'fail', 'unknown', 'inapplicable']);
