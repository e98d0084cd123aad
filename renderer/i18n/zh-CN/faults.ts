/** Breaking answers on purpose. */
export const faults = {
  bannerTitle: '有 {{count}} 个故障正在生效：回答被故意做坏',
  bannerText: '{{names}}。测试完请清除，以免误判为真实故障。',
  bannerShow: '查看',
  clearAll: '全部清除',
};
