/** OneNET token、发往其他服务器的请求、已发布的文件。 */
export const tokenFault = {
  absent: '没有 token',
  missing: '缺失',
  twice: '重复出现',
  badEscape: '% 转义不完整',
  malformed: '格式不符',
  unknown: '不是 OneNET 支持的值',
  expired: '已过期',
  otherResource: '属于其他产品或设备',
  noKey: '没有对应的 access key',
  mismatch: '与 access key 不符',
};
