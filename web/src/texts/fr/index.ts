// The texts of one language that any page may need, a file for each part of the console.
import absence from './absence.json';
import apiKeys from './apiKeys.json';
import approvals from './approvals.json';
import changes from './changes.json';
import dates from './dates.json';
import deals from './deals.json';
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

export default {
  ...absence,
  ...apiKeys,
  ...approvals,
  ...changes,
  ...dates,
  ...deals,
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
};
