// The texts of one language, a file for each part of the console.
import absence from './absence.json';
import apiKeys from './apiKeys.json';
import applications from './applications.json';
import approvals from './approvals.json';
import authority from './authority.json';
import changes from './changes.json';
import connections from './connections.json';
import customers from './customers.json';
import dates from './dates.json';
import deals from './deals.json';
import directories from './directories.json';
import history from './history.json';
import jobs from './jobs.json';
import lists from './lists.json';
import me from './me.json';
import notices from './notices.json';
import org from './org.json';
import outbox from './outbox.json';
import people from './people.json';
import production from './production.json';
import proof from './proof.json';
import reassign from './reassign.json';
import roles from './roles.json';
import settings from './settings.json';
import shell from './shell.json';
import users from './users.json';
import webhooks from './webhooks.json';

export default {
  ...absence,
  ...apiKeys,
  ...applications,
  ...approvals,
  ...authority,
  ...changes,
  ...connections,
  ...customers,
  ...dates,
  ...deals,
  ...directories,
  ...history,
  ...jobs,
  ...lists,
  ...me,
  ...notices,
  ...org,
  ...outbox,
  ...people,
  ...production,
  ...proof,
  ...reassign,
  ...roles,
  ...settings,
  ...shell,
  ...users,
  ...webhooks,
};
