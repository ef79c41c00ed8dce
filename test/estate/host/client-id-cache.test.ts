import { describe, expect, it } from 'vitest';

import { ClientIdCache } from '../../../src/estate/host/client-id-cache.ts';

const day = 86_400_000;

/** Source: activate-windows-clients-vamt, kms-activation-planning, plan-for-volume-activation-client (Microsoft). */
describe('the client IDs that a KMS host remembers', () => {
  it('are one count for clients and servers', () => {
    const cache = new ClientIdCache();
    const counts = [[25, 'pc1'], [25, 'pc2'], [25, 'vm1'], [5, 'srv1'], [5, 'srv2']].map(([need, id]) => cache.contact(String(id), Number(need), 0));
    expect(counts).toEqual([1, 2, 3, 4, 5]);
  });

  it('are ten at most while only servers asked, fifty once a client system has, and never fewer again', () => {
    const cache = new ClientIdCache();
    for (let i = 0; i < 30; i++) cache.contact(`srv${i}`, 5, i);
    expect({ count: cache.count(30), room: cache.capacity }).toEqual({ count: 10, room: 10 });
    cache.contact('pc0', 25, 31);
    for (let i = 1; i < 100; i++) cache.contact(`pc${i}`, 25, 31 + i);
    expect({ count: cache.count(200), room: cache.capacity }).toEqual({ count: 50, room: 50 });
    for (let i = 0; i < 100; i++) cache.contact(`late${i}`, 5, 300 + i);
    expect(cache.capacity).toBe(50);
  });

  it('lose the oldest contact first where there is no room', () => {
    const cache = new ClientIdCache();
    for (let i = 0; i < 10; i++) cache.contact(`srv${i}`, 5, i);
    cache.contact('srv0', 5, 10);
    cache.contact('srv10', 5, 11);
    expect(cache.entries(11).map(([id]) => id)).toEqual(['srv10', 'srv0', 'srv9', 'srv8', 'srv7', 'srv6', 'srv5', 'srv4', 'srv3', 'srv2']);
  });

  it('are kept for thirty days, which each contact starts anew', () => {
    const cache = new ClientIdCache();
    cache.contact('a', 25, 0);
    cache.contact('b', 25, 0);
    cache.contact('a', 25, 20 * day);
    expect([cache.count(30 * day), cache.count(30 * day + 1), cache.count(50 * day), cache.count(50 * day + 1)]).toEqual([2, 1, 1, 0]);
  });

  it('count a machine once, however often it asks', () => {
    const cache = new ClientIdCache();
    expect([cache.contact('a', 25, 0), cache.contact('a', 25, 1), cache.contact('a', 25, 2)]).toEqual([1, 1, 1]);
  });

  it('are gone after a restart of the service', () => {
    const cache = new ClientIdCache();
    for (let i = 0; i < 40; i++) cache.contact(`pc${i}`, 25, i);
    cache.clear();
    expect([cache.count(50), cache.contact('pc1', 25, 50)]).toEqual([0, 1]);
  });
});
