import { describe, expect, it } from 'vitest';
import { comparePlaces, releasePlace } from './releaseOrder.ts';

const order = (a: string, b: string): number => {
  const [left, right] = [releasePlace(a), releasePlace(b)];
  if (left === null || right === null || left.product !== right.product) throw new Error('not comparable');
  return Math.sign(comparePlaces(left, right));
};

describe('releasePlace', () => {
  it('orders AT releases of one model and variant by number, in both spellings', () => {
    expect(order('AirM2M_780E_V999_LTE_AT', 'AirM2M_780E_LTE_AT_V1002')).toBe(-1);
    expect(order('AirM2M_780E_V1002_LTE_AT', 'AirM2M_780E_LTE_AT_V1002')).toBe(0);
  });

  it('keeps models and variants apart', () => {
    const products = ['AirM2M_780E_V1_LTE_AT', 'AirM2M_780EX_V1_LTE_AT', 'AirM2M_780E_V1_LTE_LPAT'].map(
      (text) => releasePlace(text)?.product,
    );
    expect(new Set(products).size).toBe(3);
  });

  it('orders LuatOS releases of one project by the project, then by the core', () => {
    expect(order('A_1.0.9_LuatOS-SoC_V1121_EC618', 'A_1.0.10_LuatOS-SoC_V1120_EC618')).toBe(-1);
    expect(order('A_1.0.9_LuatOS-SoC_V1121_EC618', 'A_1.0.9_LuatOS-SoC_V1120_EC618')).toBe(1);
    expect(releasePlace('B_1.0.0_LuatOS-SoC_V1120_EC618')?.product).not.toBe(
      releasePlace('A_1.0.0_LuatOS-SoC_V1120_EC618')?.product,
    );
  });

  it('says nothing about other texts', () => {
    for (const text of ['', '1.2.3', 'BP_R1.0.0', 'V1002']) expect(releasePlace(text), text).toBeNull();
  });
});
