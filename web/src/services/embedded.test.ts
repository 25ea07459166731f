import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, isObjectType, parse, TypeInfo, visit, visitWithTypeInfo, getNamedType } from 'graphql';
import { expect, test } from 'vitest';
import documents from '../gql/persisted-documents.json';
import { embedded } from './embedded';

const folder = '../graph/schema/';
const text = readdirSync(folder)
  .filter((name) => name.endsWith('.graphqls'))
  .map((name) => readFileSync(folder + name, 'utf8'))
  .join('\n');
const schema = buildSchema(text, { assumeValidSDL: true });

/** Types that the console asks for, with the fields it asks of them, as it calls them: an id by another name is no key. */
function asked(): Map<string, Set<string>> {
  const types = new Map<string, Set<string>>();
  const info = new TypeInfo(schema);
  for (const document of Object.values(documents)) {
    visit(
      parse(document),
      visitWithTypeInfo(info, {
        Field: (node) => {
          const parent = info.getParentType()?.name;
          if (parent) types.set(parent, (types.get(parent) ?? new Set()).add((node.alias ?? node.name).value));
          const type = getNamedType(info.getType());
          if (isObjectType(type)) types.set(type.name, types.get(type.name) ?? new Set());
        },
      }),
    );
  }
  types.delete('Query');
  types.delete('Mutation');
  types.delete('Subscription');
  return types;
}

test('each record is asked for its id, and all else is declared as embedded', () => {
  const withoutKey = [...asked()].filter(([, fields]) => !fields.has('id')).map(([name]) => name);
  expect(withoutKey.sort()).toEqual([...embedded].sort());
});

test('every selection names its type, else the cache would lose it', () => {
  for (const document of Object.values(documents)) {
    visit(parse(document), {
      // The root of a subscription is one field (GraphQL, section 5.2.3.1), and no record.
      OperationDefinition: (operation) => {
        if (operation.operation === 'subscription') return operation.selectionSet.selections[0];
        return undefined;
      },
      SelectionSet: ({ selections }) => {
        expect(selections.some((one) => one.kind === 'Field' && one.name.value === '__typename')).toBe(true);
      },
    });
  }
});
