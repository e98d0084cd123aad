import { createHash } from 'node:crypto';

/** Type allocation code of test equipment: no real module carries it. */
const testAllocation = '00101700';

/** An IMEI with a right check digit that follows the id, so that a virtual module keeps its identity over restarts. */
export function imeiOf(id: string): string {
  const serial = createHash('sha256').update(id).digest().readUInt32BE(0) % 1_000_000;
  const body = `${testAllocation}${String(serial).padStart(6, '0')}`;
  return `${body}${checkDigit(body)}`;
}

/** Luhn. */
function checkDigit(body: string): number {
  const sum = [...body].reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return (10 - (sum % 10)) % 10;
}
