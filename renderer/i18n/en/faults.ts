import type { Same } from '../same.ts';
import type { faults as original } from '../zh-CN/faults.ts';

export const faults: Same<typeof original> = {
  bannerTitle: '{{count}} set to break answers on purpose',
  bannerText: '{{names}}. Clear them after the test, so that nobody takes them for a real failure.',
  bannerShow: 'Show',
  clearAll: 'Clear all',
};
