export const jobs = {
  kind_delta: '生成升级包',
  kind_upgrade: '升级模块',
  kind_hops: '规划分步升级',
  kind_secondCheck: '第二次检查',
  kind_settings: '写入设置',
  state_queued: '排队中',
  state_running: '进行中',
  state_cancelling: '正在取消',
  show: '查看',
  forget: '从列表移除',
  listLabel: '任务列表',
};
