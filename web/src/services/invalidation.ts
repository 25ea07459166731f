import type { Cache, UpdatesConfig } from '@urql/exchange-graphcache';

/** Lists and answers that a change may make old, besides the records that its payload brings. */
const aboutDeals = ['deals', 'queueLoad', 'approvals', 'approvers', 'authorityCheck', 'notifications'];
const aboutPeople = [...aboutDeals, 'outOfOffice', 'delegationChain', 'authorityMatrix', 'whatIf'];

const aboutDirectories = ['directories', 'directory', 'groups', 'directoryConflicts', 'provisioningEvents', 'provisioningTimeline', 'deadEvents'];

const aboutCustomers = ['customerAccounts', 'customerContacts', 'customerCandidates', 'contactRecipients', 'node'];

const outdates: Record<string, readonly string[]> = {
  pendingChangeConfirm: ['pendingChanges', 'node', 'user', 'users', 'roles', 'accessReview', ...aboutPeople],
  pendingChangeReject: ['pendingChanges', 'users'],
  companySettingsUpdate: ['history', ...aboutPeople],
  roleCreate: ['roles', 'accessReview'],
  roleUpdate: ['roles', 'users', 'accessReview', 'permissions', ...aboutPeople],
  roleDelete: ['roles'],
  dealUpdate: aboutDeals,
  dealStatusSet: aboutDeals,
  dealAssign: aboutDeals,
  dealsReassign: aboutDeals,
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
  lendingLimitsSet: ['pendingChanges', ...aboutPeople],
  preferencesUpdate: aboutDeals,
  userCreate: ['users', ...aboutPeople],
  userUpdate: ['users'],
  userDelete: ['users', 'user', 'reservedEmails', ...aboutPeople],
  emailRelease: ['reservedEmails'],
  userSignInBlock: ['sessions'],
  userFactorsReset: ['sessions'],
  userWelcomeResend: ['sessions'],
  sessionsRevokeAll: ['sessions'],
  sessionRevoke: ['sessions'],
  usersBulkUpdate: ['users', 'user', ...aboutPeople],
  userActivate: aboutPeople,
  userDeactivate: aboutPeople,
  userRolesSet: ['users', 'node', 'roles', 'accessReview', 'pendingChanges', ...aboutPeople],
  savedViewSave: ['savedViews'],
  savedViewDelete: ['savedViews'],
  notificationsRead: ['notifications'],
  directoryCreate: ['directories'],
  scimTokenCreate: ['directory', 'directories'],
  scimTokenRevoke: ['directory', 'directories'],
  scimClientCreate: ['directory'],
  scimClientRevoke: ['directory'],
  groupRoleMapSet: ['groups', 'users', ...aboutPeople],
  brakeConfirm: [...aboutDirectories, 'users', ...aboutPeople],
  brakeReverse: [...aboutDirectories, 'users', ...aboutPeople],
  directoryAdopt: [...aboutDirectories, 'users'],
  provisioningEventReplay: [...aboutDirectories, 'users'],
  eventStreamCreate: ['directory'],
  eventStreamDelete: ['directory'],
  webhookCreate: ['webhooks'],
  webhookUpdate: ['webhookDeliveries'],
  webhookReplay: ['webhookDeliveries', 'node'],
  webhookTest: ['webhookDeliveries'],
  webhookDelete: ['webhooks'],
  mailResend: ['mails'],
  historyExport: ['jobs'],
  jobCancel: ['jobs'],
  noticePreferencesSet: ['noticePreferences'],
  customerAccountCreate: ['customerAccounts'],
  customerAccountUpdate: ['customerAccounts'],
  customerContactCreate: aboutCustomers,
  customerContactLink: aboutCustomers,
  customerContactUpdate: aboutCustomers,
  customerContactRemove: aboutCustomers,
  portfolioCreate: ['node', 'contactRecipients'],
  portfolioUpdate: ['node', 'contactRecipients'],
  eventRequeue: ['directory', 'deadEvents'],
  ssoConnectionCreate: ['ssoConnections'],
  ssoConnectionUpdate: ['ssoConnections'],
  ssoConnectionDelete: ['ssoConnections', 'domains'],
  domainAdd: ['domains'],
  domainBind: ['domains'],
  domainRemove: ['domains'],
  applicationCreate: ['applications'],
  applicationDelete: ['applications'],
  profileUpdate: ['mySignIn'],
  passwordChange: ['mySignIn', 'sessions'],
  totpConfirm: ['mySignIn'],
  totpRemove: ['mySignIn'],
  smsConfirm: ['mySignIn'],
  smsRemove: ['mySignIn'],
  passkeyRegister: ['mySignIn'],
  passkeyRemove: ['mySignIn'],
  recoveryCodesCreate: ['mySignIn'],
  apiKeyCreate: ['apiKeys'],
  apiKeyRevoke: ['apiKeys'],
};

function forget(cache: Cache, names: readonly string[]): void {
  for (const { fieldName, arguments: sent } of cache.inspectFields('Query')) {
    if (names.includes(fieldName)) cache.invalidate('Query', fieldName, sent);
  }
}

/** The history of what a payload brings has a new line. */
function forgetHistory(cache: Cache, payload: unknown): void {
  if (typeof payload !== 'object' || payload === null) return;
  for (const record of Object.values(payload)) {
    const key = typeof record === 'object' && record !== null && '__typename' in record && 'id' in record ? cache.keyOfEntity(record as never) : null;
    if (!key) continue;
    for (const { fieldName, arguments: sent } of cache.inspectFields(key)) {
      if (fieldName === 'history') cache.invalidate(key, fieldName, sent);
    }
  }
}

/** What is on the screen and may be old is asked for again; what is not, when it is opened. */
export const updates: UpdatesConfig = {
  Mutation: Object.fromEntries(
    Object.entries(outdates).map(([mutation, names]) => [
      mutation,
      (result: Record<string, unknown>, _sent: unknown, cache: Cache) => {
        forget(cache, names);
        forgetHistory(cache, result[mutation]);
      },
    ]),
  ),
};
