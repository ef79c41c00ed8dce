import { expect, test } from 'vitest';
import { encodeKmsBind } from '../../../src/codec/rpc/bind.ts';

test('the bind is the 72 octets that ask for the KMS interface 1.0 with NDR 2.0, and nothing more', () => {
  expect(Buffer.from(encodeKmsBind(1)).toString('hex')).toBe(
    '05000b03100000004800000001000000' // version 5.0, bind, first and last, little-endian, 72 octets, no authentication, call 1
    + 'd016d01600000000' // fragments of 5840 octets, a new association group
    + '0100000000000100' // one context, number 0, one transfer syntax
    + '7521c8514e845047b0d8ec255555bc0601000000' // 51c82175-844e-4750-b0d8-ec255555bc06 v1.0
    + '045d888aeb1cc9119fe808002b10486002000000', // 8a885d04-1ceb-11c9-9fe8-08002b104860 v2.0
  );
});

test('the call id is the one given', () => {
  expect(Buffer.from(encodeKmsBind(0x01020304)).readUInt32LE(12)).toBe(0x01020304);
});
