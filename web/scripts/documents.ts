import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const source = new URL('../src/gql/graphql.ts', import.meta.url).pathname;
const prefix = '\0document:';
const imports = /import \{([^}]*)\} from '(?:\.\.?\/)+gql\/graphql';/g;

/** What an import of generated code becomes: types as they were, and a module for each document. */
function apart(whole: string, list: string): string {
  const names = list.split(',').map((name) => name.trim()).filter(Boolean);
  const documents = names.filter((name) => /^\w+Document$/.test(name));
  if (documents.length === 0) return whole;
  return documents.map((name) => `import { ${name} } from '${prefix}${name}';`).join(' ');
}

/**
 * Codegen writes all documents into one module, which the first page would load whole.
 * In a build each is a module of its own, so that a page loads those that it sends.
 */
export function splitDocuments(): Plugin {
  return {
    name: 'split-documents',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith(prefix) ? id : null),
    load(id) {
      if (!id.startsWith(prefix)) return null;
      const start = `export const ${id.slice(prefix.length)} = `;
      const line = readFileSync(source, 'utf8').split('\n').find((one) => one.startsWith(start));
      if (!line) throw new Error(`there is no ${id.slice(prefix.length)} in ${source}`);
      return line.replace(/ as unknown as DocumentNode<.*$/, ';');
    },
    transform: (code, id) => (/\/src\/(?!gql\/).*\.tsx?$/.test(id) ? { code: code.replace(imports, apart), map: null } : null),
  };
}
