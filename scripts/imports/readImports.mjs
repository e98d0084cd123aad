/** Every module that a source file names: static, re-exported, dynamic, required, or only for a type. */
import { parseSync } from 'vite';

/**
 * @param {string} path decides the language: .ts, .tsx, .mjs
 * @param {string} source
 * @returns {{ specifier: string, line: number }[]} in the order of the file
 */
export function readImports(path, source) {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  const found = [];
  walk(program, (node) => {
    const text = namedModule(node);
    if (text !== undefined) found.push({ specifier: text.value, line: lineAt(source, text.start) });
  });
  return found;
}

/** The string literal that names a module in this node, if it does. */
function namedModule(node) {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return literal(node.source ?? node.argument);
    case 'TSExternalModuleReference':
      return literal(node.expression);
    case 'CallExpression':
      return isRequire(node.callee) ? literal(node.arguments[0]) : undefined;
    default:
      return undefined;
  }
}

/** `require(...)`, or `createRequire(...)(...)`. */
function isRequire(callee) {
  const isCalled = (node, name) => node.type === 'Identifier' && node.name === name;
  return (
    isCalled(callee, 'require') ||
    (callee.type === 'CallExpression' && isCalled(callee.callee, 'createRequire'))
  );
}

function literal(node) {
  const text = node?.type === 'TSLiteralType' ? node.literal : node;
  return text?.type === 'Literal' && typeof text.value === 'string' ? text : undefined;
}

function walk(node, visit) {
  if (Array.isArray(node)) {
    for (const child of node) walk(child, visit);
  } else if (node !== null && typeof node === 'object') {
    if (typeof node.type === 'string') visit(node);
    for (const key in node) walk(node[key], visit);
  }
}

function lineAt(source, offset) {
  return source.slice(0, offset).split('\n').length;
}
