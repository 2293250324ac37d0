import { describe, expect, test } from 'vitest';
import { filtered } from '../kinesis/event-source/event';
import { isFilterPattern, recordFilter } from './filter-pattern';

function passes(pattern: object | string, data: object | string, partitionKey = 'DUMMY1'): boolean {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  const filter = recordFilter([typeof pattern === 'string' ? pattern : JSON.stringify(pattern)], filtered);
  const place = { shardId: 'shardId-000000000000', sequenceNumber: '1', arrivedAt: 0 };
  return filter({ ...place, partitionKey, data: new TextEncoder().encode(text) });
}

describe('a filter pattern', () => {
  test.each([
    ['a value', { kind: ['order'] }, { kind: 'order' }, true],
    ['another value', { kind: ['order'] }, { kind: 'visit' }, false],
    ['one of two values', { kind: ['order', 'visit'] }, { kind: 'visit' }, true],
    ['a field that is not there', { kind: ['order'] }, { other: 'order' }, false],
    ['two fields, both right', { a: [1], b: [true] }, { a: 1, b: true }, true],
    ['two fields, one wrong', { a: [1], b: [true] }, { a: 1, b: false }, false],
    ['null', { a: [null] }, { a: null }, true],
    ['an empty text', { a: [''] }, { a: '' }, true],
    ['a number as text', { a: [1] }, { a: '1' }, false],
    ['a nested field', { a: { b: ['c'] } }, { a: { b: 'c' } }, true],
    ['a member of a list', { a: ['x'] }, { a: ['w', 'x'] }, true],
    ['a field of a member of a list', { a: { b: [2] } }, { a: [{ b: 1 }, { b: 2 }] }, true],
    ['prefix', { a: [{ prefix: 'eu-' }] }, { a: 'eu-west-1' }, true],
    ['prefix, case folded', { a: [{ prefix: { 'equals-ignore-case': 'EU-' } }] }, { a: 'eu-west-1' }, true],
    ['suffix', { a: [{ suffix: '.png' }] }, { a: 'b.jpg' }, false],
    ['equals-ignore-case', { a: [{ 'equals-ignore-case': 'Anna' }] }, { a: 'aNNA' }, true],
    ['wildcard', { a: [{ wildcard: 'a*c.*' }] }, { a: 'abbc.d' }, true],
    ['anything-but, another', { a: [{ 'anything-but': ['x'] }] }, { a: 'y' }, true],
    ['anything-but, the same', { a: [{ 'anything-but': 'x' }] }, { a: 'x' }, false],
    ['anything-but, nothing', { a: [{ 'anything-but': 'x' }] }, { b: 'y' }, false],
    ['anything-but a prefix', { a: [{ 'anything-but': { prefix: 'x' } }] }, { a: 'xy' }, false],
    ['numeric range', { a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: 5 }, true],
    ['numeric out of range', { a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: 5.1 }, false],
    ['exists', { a: [{ exists: true }] }, { a: 0 }, true],
    ['exists on an object, which is no leaf', { a: [{ exists: true }] }, { a: { b: 1 } }, false],
    ['exists: false', { a: [{ exists: false }] }, { b: 1 }, true],
    ['an address in a range', { a: [{ cidr: '10.0.0.0/24' }] }, { a: '10.0.0.255' }, true],
    ['an address out of a range', { a: [{ cidr: '10.0.0.0/24' }] }, { a: '10.0.1.0' }, false],
    ['an IPv6 address in a range', { a: [{ cidr: '2001:db8::/32' }] }, { a: '2001:db8:1::1' }, true],
    ['$or', { $or: [{ a: [1] }, { b: [1] }] }, { b: 1 }, true],
  ])('on %s', (_, rule, data, expected) => {
    expect(passes({ data: rule }, data)).toBe(expected);
  });

  test('compares numbers as they are written', () => {
    expect(passes('{"data":{"a":[300]}}', '{"a": 300.0}')).toBe(false);
    expect(passes('{"data":{"a":[300]}}', '{"a": 300}')).toBe(true);
    expect(passes('{"data":{"a":[{"numeric":["=",300]}]}}', '{"a": 300.0}')).toBe(true);
  });

  test('sees fields of the record beside its data', () => {
    expect(passes({ partitionKey: ['eu'] }, 'no json', 'eu')).toBe(true);
    expect(passes({ partitionKey: ['eu'] }, 'no json', 'us')).toBe(false);
  });

  test('drops data that is no JSON when it asks for fields, and JSON when it asks for text', () => {
    expect(passes({ data: { a: ['x'] } }, 'plain text')).toBe(false);
    expect(passes({ data: ['plain text'] }, 'plain text')).toBe(true);
    expect(passes({ data: ['plain text'] }, { a: 'plain text' })).toBe(false);
  });

  test('lets through what one of several patterns matches', () => {
    const filter = recordFilter(['{"data":{"a":[1]}}', '{"data":{"b":[1]}}'], filtered);
    const record = { shardId: 's', sequenceNumber: '1', partitionKey: 'k', arrivedAt: 0 };
    expect(filter({ ...record, data: Buffer.from('{"b":1}') })).toBe(true);
    expect(filter({ ...record, data: Buffer.from('{"c":1}') })).toBe(false);
  });

  test.each([
    '{"data":{"a":[1]}',
    '[]',
    '"text"',
    '{"data":"text"}',
    '{"data":{"a":1}}',
    '{"data":{"a":[]}}',
    '{"data":{}}',
    '{"data":{"a":[{"prefx":"x"}]}}',
    '{"data":{"a":[{"prefix":1}]}}',
    '{"data":{"a":[{"prefix":"x","suffix":"y"}]}}',
    '{"data":{"a":[{"numeric":["!",1]}]}}',
    '{"data":{"a":[{"numeric":[">","1"]}]}}',
    '{"data":{"a":[{"exists":"yes"}]}}',
    '{"data":{"a":[{"cidr":"10.0.0.0/33"}]}}',
    '{"data":{"a":[["x"]]}}',
    '{"$or":{"a":[1]}}',
  ])('is not taken as %s', (pattern) => {
    expect(isFilterPattern(pattern)).toBe(false);
  });
});
