import { expect, test } from 'vitest';
import { resolverText } from '../../../src/codec/dns/resolver-text.ts';

test('a resolver is written with its port only where it is not 53', () => {
  expect(resolverText({ host: '10.0.0.53', port: 53 })).toBe('10.0.0.53');
  expect(resolverText({ host: '10.0.0.53', port: 5301 })).toBe('10.0.0.53:5301');
  expect(resolverText({ host: 'fd00::1', port: 5301 })).toBe('[fd00::1]:5301');
});
