/** Rows in, findings out; the same rows give the same findings, however they are cut into portions. */
import type { Finding, Reading } from '../../../shared/contract/explain.ts';
import { maskKeys } from '../../../shared/domain/keyMask.ts';
import { deskRowOf } from './deskRows.ts';
import type { Observation } from './observation.ts';
import { type Desk, type Draft, type Rule, topicOf } from './rule.ts';
import { createRules } from './rules/index.ts';
import { follow, newStory, type Story } from './story.ts';
import { readingOf, symptoms } from './symptoms.ts';

/** Bounds, so that a flood of one line or of ports cannot fill the memory; what they cut is counted or left out, never wrong. */
const limits = { findings: 200, evidence: 6, ports: 64, evidenceChars: 200 } as const;

export interface Diagnosis {
  look(seen: Observation): void;
  /** Problems first, then in the order of their rows. May be called once. */
  findings(): readonly Finding[];
}

interface Scene {
  readonly story: Story;
  readonly byTopic: ReadonlyMap<string, readonly Rule[]>;
  readonly rules: readonly Rule[];
}

export function createDiagnosis(): Diagnosis {
  const scenes = new Map<string, Scene>();
  const board = createBoard();
  const sceneOf = (port: string): Scene | undefined => {
    const known = scenes.get(port);
    if (known !== undefined || scenes.size >= limits.ports) return known;
    const rules = createRules();
    const scene = { story: newStory(), rules, byTopic: index(rules) };
    scenes.set(port, scene);
    return scene;
  };
  return {
    look(seen) {
      const scene = sceneOf(seen.port);
      if (scene === undefined) return;
      follow(scene.story, seen);
      for (const topic of [topicOf(seen), '*'])
        for (const rule of scene.byTopic.get(topic) ?? []) rule.look(seen, scene.story, board);
    },
    findings() {
      for (const { rules, story } of scenes.values()) for (const rule of rules) rule.end?.(story, board);
      return board.all();
    },
  };
}

function index(rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const byTopic = new Map<string, Rule[]>();
  for (const rule of rules)
    for (const topic of rule.wakes) byTopic.set(topic, [...(byTopic.get(topic) ?? []), rule]);
  return byTopic;
}

/** Findings by what they are; the same once more only adds evidence. */
function createBoard(): Desk & { all(): readonly Finding[] } {
  const found = new Map<string, Finding>();
  const keyOf = (id: string, params: Finding['params'] = {}): string => `${id} ${JSON.stringify(params)}`;
  const put = (id: string, level: Finding['level'], readings: readonly Reading[], draft: Draft): void => {
    const { params = {}, serverText } = draft;
    const key = keyOf(id, params);
    const before = found.get(key);
    if (readings.length === 0 || (before === undefined && found.size >= limits.findings)) return;
    const desk = deskRowOf(id, params['code']);
    const text = before?.serverText ?? serverText?.slice(0, 300);
    found.set(key, {
      ...{ id, level, params, readings: [...readings] },
      ...(desk === undefined ? {} : { desk }),
      ...(text === undefined || text === '' ? {} : { serverText: text }),
      ...withEvidence(before, draft.evidence),
    });
  };
  return {
    symptom(id, draft) {
      put(id, symptoms[id].level, [readingOf(id, draft.params)], draft);
    },
    code: put,
    withdraw: (id, params) => void found.delete(keyOf(id, params)),
    hasProblem: () => [...found.values()].some(({ level }) => level === 'problem'),
    all: () => [...found.values()].sort(byWeight),
  };
}

function withEvidence(
  before: Finding | undefined,
  rows: readonly Observation[],
): Pick<Finding, 'evidence' | 'evidenceCount'> {
  const evidence = [...(before?.evidence ?? [])];
  let evidenceCount = before?.evidenceCount ?? 0;
  for (const { seq, text } of rows) {
    if (evidence.some((row) => row.seq === seq)) continue;
    evidenceCount += 1;
    if (evidence.length < limits.evidence)
      evidence.push({ seq, text: maskKeys(text).slice(0, limits.evidenceChars) });
  }
  return { evidence: evidence.sort((a, b) => a.seq - b.seq), evidenceCount };
}

function byWeight(a: Finding, b: Finding): number {
  if (a.level !== b.level) return a.level === 'problem' ? -1 : 1;
  return (a.evidence[0]?.seq ?? 0) - (b.evidence[0]?.seq ?? 0) || (a.id < b.id ? -1 : 1);
}
