/** Texts of the terminal: sequences, and the verbs terminal and at. */
export const sequence = {
  unknownDirective: '没有这个控制行',
  badNumber: '缺少数字，或数字超出范围',
  badHex: '字节要成对书写，例如 41 54 0D',
  missingText: '缺少要等待的内容',
  tooLong: '这一行或整个序列太长',
  empty: '没有可发送的内容',
};
export const cliTerminal = {
  verb: {
    terminal: '与端口对话，可手动输入，也可从管道输入；可用 @wait、@expect、@hex 等序列控制行',
    at: '发送 AT 指令并显示应答；--hex 发送字节，--sequence 按文件逐步发送',
  },
  option: {
    hex: 'at：参数是十六进制字节；terminal：按字节显示',
    sequence: '按行发送的文件，可用 @wait、@expect、@hex、@timeout、@repeat 和 @continue',
    ending: '发送时的行尾',
    baud: '波特率',
    listen: '最后一行之后继续接收的毫秒数',
  },
  usage: { badSequence: '序列无法使用。{{why}}' },
  sequence: {
    problem: '第 {{line}} 行“{{text}}”：{{why}}。',
    done: '序列 {{name}} 已完成。',
    refused: '序列 {{name}} 有 {{problems}} 步不符合预期，停在第 {{step}} 步，共 {{steps}} 步。',
    stopped: '序列 {{name}} 在第 {{step}} 步停止，共 {{steps}} 步。',
    failed: '序列 {{name}} 在第 {{step}} 步中断，共 {{steps}} 步。',
  },
  terminal: { begin: '回车发送；@quit 或 Ctrl-C 结束。' },
  at: { fullWidth: '发现全角字符（{{found}}），模块不接受。可能应为：{{corrected}}' },
};
