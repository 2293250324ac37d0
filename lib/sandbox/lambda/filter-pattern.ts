import type { EventSource } from './event-source';
import { type ExactJson, isObject, parseExactJson } from './exact-json';
import { InvalidPattern, type Matcher, matcherOf } from './filter-matcher';
import type { StreamRecord } from './lambda-state';

type Node = (value: ExactJson | undefined) => boolean;

/** Says whether a record goes to the function. */
export type RecordFilter = (record: StreamRecord) => boolean;

const compiled = new Map<string, Node>();

/**
 * Whether a text is an EventBridge pattern that Lambda takes.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
export function isFilterPattern(pattern: string): boolean {
  try {
    compile(pattern);
    return true;
  } catch {
    return false;
  }
}

/** A record passes when one of the patterns matches it. No pattern lets everything pass. */
export function recordFilter(patterns: readonly string[], filtered: EventSource['filtered']): RecordFilter {
  if (patterns.length === 0) return () => true;
  const nodes = patterns.map(compile);
  return (record) => {
    const seen = filtered(record);
    return nodes.some((node) => node(seen));
  };
}

function compile(pattern: string): Node {
  const known = compiled.get(pattern);
  if (known) return known;
  const parsed = parseExactJson(pattern);
  if (!isObject(parsed)) throw new InvalidPattern();
  const node = objectNode(parsed);
  if (compiled.size > 500) compiled.clear();
  compiled.set(pattern, node);
  return node;
}

function objectNode(pattern: { [key: string]: ExactJson }): Node {
  const tests = Object.entries(pattern).map(([key, rule]): Node => {
    if (key === '$or') return anyOf(rule);
    const test = ruleNode(rule);
    return (value) => test(isObject(value) ? value[key] : undefined);
  });
  return (value) => tests.every((test) => test(value));
}

function anyOf(rule: ExactJson): Node {
  if (!Array.isArray(rule) || rule.length === 0 || !rule.every(isObject)) throw new InvalidPattern();
  const branches = rule.map(objectNode);
  return (value) => branches.some((branch) => branch(value));
}

function ruleNode(rule: ExactJson): Node {
  if (isObject(rule)) {
    if (Object.keys(rule).length === 0) throw new InvalidPattern();
    const inner = objectNode(rule);
    // A pattern for fields looks into each member of a list.
    return (value) => (Array.isArray(value) ? value.some(inner) : inner(value));
  }
  if (!Array.isArray(rule) || rule.length === 0) throw new InvalidPattern();
  const matchers: Matcher[] = rule.map(matcherOf);
  return (value) => {
    const leaves = Array.isArray(value) && value.length > 0 ? value : [value];
    return leaves.some((leaf) => matchers.some((matches) => matches(leaf)));
  };
}
