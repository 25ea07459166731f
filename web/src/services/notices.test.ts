import { expect, test } from 'vitest';
import { noticesSearch, placeOf } from './notices';

test.each([
  ['DEAL_ASSIGNED', 'deal_1', { page: 'deal', id: 'deal_1' }],
  ['APPROVAL_DECIDED', 'apr_1', { page: 'approval', id: 'apr_1' }],
  ['DELEGATE_SET', 'usr_1', { page: 'user', id: 'usr_1' }],
  ['JOB_DONE', 'job_1', { page: 'job', id: 'job_1' }],
  ['WEBHOOK_DISABLED', null, { page: 'webhooks' }],
  ['DIRECTORY_PAUSED', null, { page: 'directories' }],
  ['METADATA_HELD', null, { page: 'connections' }],
  ['BREAK_GLASS_USED', 'usr_1', { page: 'history' }],
  ['PASSWORD_CHANGED', 'usr_1', { page: 'me' }],
  ['CHANGE_REQUESTED', 'chg_1', { page: 'changes' }],
  ['WELCOME', null, null],
])('%s about %s leads to its place', (type, id, place) => {
  expect(placeOf({ type, subject: { id, name: '' } })).toEqual(place);
});

test('the address says what the inbox is narrowed to', () => {
  expect(noticesSearch({ unread: true, types: ['JOB_DONE', ''], mail: 'yes' })).toEqual({ unread: true, types: ['JOB_DONE'] });
});
