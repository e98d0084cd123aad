/** 动词 request、token、lua、publish 和 onenet。 */
export const cliOta = {
  verb: {
    request: '按客户端格式向任意服务器发送请求并解释答复；不带 FORM 时列出全部格式',
    token: '生成或检查 OneNET token',
    lua: '输出使用自有服务器的 libfota2 脚本',
    publish: '将升级包和清单写入文件夹，供放到网站；带 --url 时取回并检查网站',
  },
  option: {
    server: '服务器地址，可带路径',
    field: '请求的字段值，可多次给出',
    keep: '保留答复的字节数，供查看',
    res: '资源：products/PID、products/PID/devices/NAME 或 userid/UID',
    et: '有效期截止时间，自 1970 年起的秒数；默认一年后',
    method: '签名算法',
    'token-version': 'token 版本',
    unescaped: '资源和签名不转义，许多设备如此发送',
    bytes: '逐字节显示请求和答复，不作解释',
    direct: '原样请求该地址（###），不由库添加参数',
  },
  request: {
    forms: '格式',
    needs: '需要',
    sent: '已发送到 {{host}}:{{port}}：{{bytes}}',
    answer: '答复',
    body: '内容：{{bytes}}，SHA-256 {{sha256}}，{{ending}}，{{ms}} ms',
    ending: {
      complete: '完整',
      closedEarly: '提前关闭',
      timeout: '超时',
      reset: '连接被重置',
      tooLarge: '过大',
    },
  },
  token: {
    good: 'token 有效且签名正确。',
    formGood: '格式正确；给出 --key 可校验签名。',
    bad: '字段 {{field}}：{{fault}}（“{{value}}”）',
  },
  publish: {
    written: '已写入：{{path}}',
    upload: '请将两个文件放到网站，再带 --url 运行以检查。',
    good: '模块可以从该地址升级。',
    bad: '模块从该地址升级会失败，见上文。',
  },
};
