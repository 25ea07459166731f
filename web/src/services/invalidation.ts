import type { Cache, UpdatesConfig } from '@urql/exchange-graphcache';

/** Lists and answers that a change may make old, besides the records that its payload brings. */
const aboutDeals = ['deals', 'queueLoad', 'approvals', 'approvers', 'authorityCheck', 'notifications'];
const aboutPeople = [...aboutDeals, 'outOfOffice', 'delegationChain', 'authorityMatrix', 'whatIf'];

const outdates: Record<string, readonly string[]> = {
  dealUpdate: aboutDeals,
  dealStatusSet: aboutDeals,
  dealAssign: aboutDeals,
  dealPickUp: aboutDeals,
  dealUnassign: aboutDeals,
  dealRelease: aboutDeals,
  dealUndelegate: aboutDeals,
  approvalRequest: aboutDeals,
  approvalReroute: aboutDeals,
  approvalDecide: aboutDeals,
  outOfOfficeSet: aboutPeople,
  outOfOfficeDelegateSet: aboutPeople,
  outOfOfficeEnd: aboutPeople,
  lendingLimitsSet: aboutPeople,
  preferencesUpdate: aboutDeals,
  userActivate: aboutPeople,
  userDeactivate: aboutPeople,
  userRolesSet: aboutPeople,
  notificationsRead: ['notifications'],
};

function forget(cache: Cache, names: readonly string[]): void {
  for (const { fieldName, arguments: sent } of cache.inspectFields('Query')) {
    if (names.includes(fieldName)) cache.invalidate('Query', fieldName, sent);
  }
}

/** What is on the screen and may be old is asked for again; what is not, when it is opened. */
export const updates: UpdatesConfig = {
  Mutation: Object.fromEntries(
    Object.entries(outdates).map(([mutation, names]) => [mutation, (_result: unknown, _sent: unknown, cache: Cache) => forget(cache, names)]),
  ),
};
