/** What a person types into a plan, and what the core gets of it. */
import type { CoreClient } from '../../../shared/contract/index.ts';
import type { OnenetKind, OnenetPlan } from '../../../shared/contract/onenet.ts';

type PlanInput = Parameters<CoreClient['onenet']['savePlan']>[0];

export interface PlanForm {
  readonly name: string;
  readonly product: string;
  readonly kind: OnenetKind;
  readonly sha256: string | null;
  readonly target: string;
  /** Parted by commas or lines; empty: every version. */
  readonly sources: string;
  readonly devices: string;
}

export const emptyPlan: PlanForm = {
  ...{ name: '', product: '', kind: 'sota', sha256: null, target: '', sources: '', devices: '' },
};

export function formOfPlan(plan: OnenetPlan): PlanForm {
  return {
    ...{ name: plan.name, product: plan.product ?? '', kind: plan.kind, sha256: plan.sha256 },
    target: plan.target,
    sources: plan.sources?.join(', ') ?? '',
    devices: plan.devices?.join('\n') ?? '',
  };
}

export type PlanProblem = 'needsName' | 'needsPackage' | 'badTarget' | 'badSources' | 'badDevices';

/** As OneNET's interfaces take a version: 1 to 20 letters, digits and `._-`. */
const version = /^[A-Za-z0-9._-]{1,20}$/;

export function planInputOf(form: PlanForm): PlanInput | PlanProblem {
  const name = form.name.trim();
  const target = form.target.trim();
  const sources = words(form.sources);
  const devices = words(form.devices);
  if (name === '' || name.length > 20) return 'needsName';
  if (form.sha256 === null) return 'needsPackage';
  if (!version.test(target)) return 'badTarget';
  if (!sources.every((source) => version.test(source)) || sources.length > 100) return 'badSources';
  if (devices.length > 10_000 || devices.some((device) => device.length > 128)) return 'badDevices';
  return {
    ...{ name, target, kind: form.kind, sha256: form.sha256 },
    product: form.product.trim() === '' ? null : form.product.trim(),
    sources: sources.length === 0 ? null : sources,
    devices: devices.length === 0 ? null : devices,
  };
}

function words(text: string): string[] {
  const all = text
    .split(/[\s,;，；]+/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  return [...new Set(all)];
}
