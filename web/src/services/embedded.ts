/**
 * Types without an id of their own: the cache keeps them inside the record that
 * holds them. A test walks the console's documents and finds what is missing here.
 */
export const embedded = [
  'Ability',
  'AssignmentExplanation',
  'Breach',
  'BrokerConnection',
  'CandidateExplanation',
  'DealConnection',
  'Facility',
  'HeldRole',
  'HistoryChange',
  'HistoryConnection',
  'Limit',
  'Money',
  'PageInfo',
  'ProductConnection',
  'ReasonCount',
  'RoleConnection',
  'UserConnection',
  'UserError',
  'UserPayload',
  'Viewer',
  'Warning',
] as const;
