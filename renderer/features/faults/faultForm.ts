/** What a person types into a fault, and what the core gets of it. */
import { type OtaFaultInput, otaFaultInputSchema } from '../../../shared/contract/otaFault.ts';

export type FaultKind = OtaFaultInput['effect']['kind'];

/** The kinds in the order of a request's life, and the one value that each takes. */
export const faultKinds = [
  { kind: 'delay', param: 'ms', start: '20000' },
  { kind: 'slowHeader', param: 'ms', start: '200' },
  { kind: 'status', param: 'status', start: '503' },
  { kind: 'building', param: 'minutes', start: '3' },
  { kind: 'redirect', param: 'location', start: 'http://example.com/file.bin' },
  { kind: 'empty', param: null, start: '' },
  { kind: 'chunked', param: null, start: '' },
  { kind: 'wrongLength', param: 'byBytes', start: '100' },
  { kind: 'ignoreRange', param: null, start: '' },
  { kind: 'throttle', param: 'bytesPerSecond', start: '1024' },
  { kind: 'cut', param: 'afterBytes', start: '4096' },
  { kind: 'corrupt', param: 'atByte', start: '1000' },
] as const satisfies readonly { kind: FaultKind; param: string | null; start: string }[];

export interface FaultForm {
  readonly kind: FaultKind;
  readonly value: string;
  readonly packageSha256: string | null;
  readonly deviceId: string;
  readonly skip: string;
  readonly times: string;
}

export const emptyFault: FaultForm = {
  ...{ kind: 'delay', value: '20000', packageSha256: null, deviceId: '', skip: '', times: '' },
};

/** Null while something is not as the contract has it: its ranges are the only ones. */
export function faultInputOf(form: FaultForm): OtaFaultInput | null {
  const { kind, packageSha256 } = form;
  const param = faultKinds.find((one) => one.kind === kind)?.param ?? null;
  const value = param === 'location' ? form.value.trim() : numberOf(form.value);
  const deviceId = form.deviceId.trim();
  const result = otaFaultInputSchema.safeParse({
    effect: { kind, ...(param === null ? {} : { [param]: value }) },
    ...(packageSha256 === null ? {} : { packageSha256 }),
    ...(deviceId === '' ? {} : { deviceId }),
    ...(form.skip.trim() === '' ? {} : { skip: numberOf(form.skip) }),
    ...(form.times.trim() === '' ? {} : { times: numberOf(form.times) }),
  });
  return result.success ? result.data : null;
}

function numberOf(text: string): number {
  return /^-?\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
}
