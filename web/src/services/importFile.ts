import type { FileFormat } from '../gql/graphql';

/** The columns that an import reads, for somebody who starts from an empty file. */
export const importColumns = [
  ...['userName', 'email', 'firstName', 'lastName', 'phone', 'locale', 'manager', 'roles', 'mfaRequired', 'active'],
  ...['autoAssign', 'locations', 'propertyTypes', 'languages', 'maxCapacity', 'maxDiscretionBps'],
  ...['loanAmount', 'mortgageSecured', 'nonMortgageSecured', 'bridgeSecured', 'totalConnection'],
] as const;

/** The form of a file, by how its name ends. */
export const formatOf = (name: string): FileFormat => (/\.(jsonl|ndjson)$/i.test(name) ? 'JSONL' : 'CSV');
